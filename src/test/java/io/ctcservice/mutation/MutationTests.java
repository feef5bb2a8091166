package io.ctcservice.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.OpenApiContract;
import io.ctcservice.testing.ServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A test that sends mutated requests to a service of half a gigabyte: 3000 in every build, {@code ctc.mutations} in the
 * profile {@code mutations}. What fails is written to {@code target/mutations}, under the number of its request.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MutationTests {

    private static final Logger LOG = LoggerFactory.getLogger(MutationTests.class);
    private static final Path FOLDER = Path.of("target/mutations");
    private static final long COUNT = Long.getLong("ctc.mutations", 3000);
    private static final long FIRST = Long.getLong("ctc.mutations.first", 0);
    private static final int CLIENTS = 4;

    /**
     * The number of requests before the heap is first measured: code, caches and threads come with the first requests.
     */
    private static final long WARM = 1000;

    /** The most that the heap may grow since then, after a full collection: 0 except for caches that fill slowly. */
    private static final long GROWTH = 16 << 20;

    private static final List<Seed> SEEDS = Seeds.all();

    private static ServiceProcess service;
    private static Mutator mutator;
    private static ResponseRules promises;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(FOLDER);
        service = new ServiceProcess(FOLDER);
        var document = Files.readString(Path.of("src/docs/openapi.json"));
        mutator = new Mutator(SEEDS, new Dictionary(ServiceClient.json(document)));
        promises = new ResponseRules(new OpenApiContract(document));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    @Order(1)
    void whatIsNotChangedIsAnswered() throws IOException {
        requireEverySeedAnswered();
    }

    private static void requireEverySeedAnswered() throws IOException {
        try (var connection = new Connection(service.port())) {
            for (Seed seed : SEEDS) {
                var request = Mutator.unchanged(seed);
                var answer = connection.ask(request.method(), request.bytes());

                var said = printable(request.text() + "\n" + answer.body());
                assertThat(answer.status()).as(said).isEqualTo(200);
                assertThat(promises.broken(request, answer)).as(said).isEmpty();
            }
        }
    }

    @Test
    @Order(2)
    void whatIsChangedIsAnsweredAsPromisedAndLeavesNothingBehind() throws Exception {
        var warm = new MutationLog();
        send(FIRST, Math.min(WARM, COUNT), warm);
        long before = service.heapInUse();

        var tally = new MutationLog();
        send(FIRST + WARM, COUNT - WARM, tally);
        long after = service.heapInUse();

        var summary = "%s%nheap after a collection: %d KB, then %d KB".formatted(tally, before >> 10, after >> 10);
        LOG.info(summary);
        Files.writeString(FOLDER.resolve("summary.txt"), summary);
        assertThat(warm.failures()).isEmpty();
        assertThat(tally.failures()).isEmpty();
        assertThat(service.isAlive()).isTrue();
        assertThat(service.errors()).as("errors in the log").isEmpty();
        assertThat(after - before)
                .as("growth of the heap, after %d bytes", before)
                .isLessThan(GROWTH);
        tally.requireBothAnswersAndRefusals(SEEDS);
    }

    @Test
    @Order(3)
    void afterwardsItStillAnswers() throws IOException {
        requireEverySeedAnswered();
    }

    private static void send(long first, long count, MutationLog tally) throws Exception {
        var next = new AtomicLong(first);
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var done = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(() -> client(next, first + count, tally)))
                    .toList();
            for (var client : done) {
                client.get();
            }
        }
    }

    private static void client(AtomicLong next, long end, MutationLog tally) {
        try (var connection = new Connection(service.port())) {
            for (long number = next.getAndIncrement();
                    number < end && service.isAlive();
                    number = next.getAndIncrement()) {
                exchange(connection, mutator.mutant(number), tally);
            }
        } catch (IOException unclosed) {
            tally.failed(-1, "closing", String.valueOf(unclosed));
        }
    }

    private static void exchange(Connection connection, Mutant mutant, MutationLog tally) {
        try {
            var answer = connection.ask(mutant.method(), mutant.bytes());
            tally.answered(mutant, answer);
            promises.broken(mutant, answer).ifPresent(what -> report(mutant, tally, what, Optional.of(answer)));
        } catch (IOException | RuntimeException none) {
            report(mutant, tally, "no answer: " + none, Optional.empty());
        }
    }

    private static void report(Mutant mutant, MutationLog tally, String what, Optional<Response> answer) {
        boolean news = tally.failed(
                mutant.number(),
                mutant.method() + " " + (mutant.path() == null ? "elsewhere" : mutant.path()) + " "
                        + answer.map(Response::status).orElse(0),
                what);
        if (news) {
            write(
                    FOLDER.resolve(mutant.number() + ".txt"),
                    what + "\n\n" + mutant.text() + "\n\n"
                            + answer.map(said -> said.status() + " " + said.headers() + "\n" + said.body())
                                    .orElse("no answer"));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\n -~]", "?");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        } catch (IOException full) {
            LOG.warn("cannot write {}", file, full);
        }
    }
}
