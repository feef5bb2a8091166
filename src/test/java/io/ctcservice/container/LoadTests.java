package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.junit.jupiter.Container;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test of 64 clients at once, on a server with half a gigabyte: for a minute, or for the seconds in the system
 * property {@code ctc.load.seconds} (profile {@code soak}).
 */
@ContainerTest
final class LoadTests {
    private static final Logger LOG = LoggerFactory.getLogger(LoadTests.class);
    private static final int CLIENTS = 64;
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("ctc.load.seconds", 60));
    private static final long MEGABYTE = 1 << 20;

    /** Resident at the worst moment, but for files: the rest of the container's memory is the kernel's, for connections. */
    private static final long MOST_RESIDENT = 480 * MEGABYTE;

    /** The heap in use after a collection: 24 MB after the start, and some for 64 connections and their threads. */
    private static final long MOST_IN_USE = 64 * MEGABYTE;

    @Container
    private static final ServiceContainer SERVICE = new ServiceContainer();

    /** One request in four is of each kind. */
    private static final List<Call> CALLS = List.of(
            Call.of("/loss", Map.of("target", "the quick brown fox"), Map.of("include", List.of("gradient"))),
            Call.of("/decode", Map.of(), Map.of("decoder", "beam", "include", List.of("tokens", "words"))),
            Call.of("/align", Map.of("target", "the quick brown fox"), Map.of("secondsPerFrame", 0.02)),
            Call.of("/spot", Map.of(), Map.of("keywords", List.of(Map.of("phrase", "fox")))));

    private record Call(String path, String body) {

        static Call of(String path, Map<String, Object> target, Map<String, Object> settings) {
            var frames = IntStream.range(0, 300)
                    .mapToObj(t -> IntStream.range(0, 28)
                            .mapToObj(v -> (t * 31 + v * 17) % 19 / 4.0)
                            .toList())
                    .toList();
            var utterance = new HashMap<String, Object>(target);
            utterance.put("emissions", frames);
            var request = new HashMap<String, Object>(settings);
            request.put("utterances", Collections.nCopies(4, utterance));
            return new Call(path, new JsonMapper().writeValueAsString(request));
        }
    }

    @Test
    void answersOrTurnsAwayEveryClientInBoundedMemory() throws Exception {
        var answers = new ConcurrentHashMap<String, LongAdder>();
        var resident = new LongAccumulator(Math::max, 0);
        try (var clients = Executors.newFixedThreadPool(CLIENTS + 1)) {
            long end = System.nanoTime() + TIME.toNanos();
            var running = new ArrayList<Callable<Void>>();
            running.add(() -> {
                while (System.nanoTime() < end) {
                    resident.accumulate(1024 * number("RssAnon:\\s+(\\d+) kB", "cat", "/proc/1/status"));
                    Thread.sleep(1000);
                }
                return null;
            });
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                running.add(() -> {
                    for (int i = first; System.nanoTime() < end; i++) {
                        call(CALLS.get(i % CALLS.size()), answers);
                    }
                    return null;
                });
            }
            for (Future<Void> client : clients.invokeAll(running)) {
                client.get(); // where it failed, as with no answer in 60 s, so does this
            }
        }
        long inUse = heapInUse();
        LOG.info(
                "{} clients in {}: {}; at most {} MB resident, {} MB of heap in use at the end",
                CLIENTS,
                TIME,
                answers,
                resident.get() / MEGABYTE,
                inUse / MEGABYTE);
        assertThat(answers.keySet()).allMatch(answer -> answer.endsWith(" 200") || answer.endsWith(" 503"));
        assertThat(answers).containsKeys("/loss 200", "/decode 200", "/align 200", "/spot 200");
        assertThat(SERVICE.isRunning()).isTrue(); // more than 512 MB, and the kernel would have ended it
        assertThat(SERVICE.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(SERVICE.getLogs()).doesNotContain("OutOfMemoryError");
        assertThat(resident.get()).isLessThan(MOST_RESIDENT);
        assertThat(inUse).isLessThan(MOST_IN_USE);
    }

    private static void call(Call call, Map<String, LongAdder> answers) throws InterruptedException {
        int status = SERVICE.postText(call.path(), call.body()).statusCode();
        answers.computeIfAbsent(call.path() + " " + status, unseen -> new LongAdder())
                .increment();
        if (status == 503) {
            Thread.sleep(100); // a client in a hurry: it was told to wait a second
        }
    }

    private static long heapInUse() throws Exception {
        SERVICE.execInContainer("jcmd", "1", "GC.run");
        return 1024 * number("total \\d+K, used (\\d+)K", "jcmd", "1", "GC.heap_info");
    }

    /** Returns the sum of what a pattern finds in what a command says. */
    private static long number(String pattern, String... command) throws Exception {
        var said = SERVICE.execInContainer(command);
        assertThat(said.getStdout()).containsPattern(pattern);
        return Pattern.compile(pattern)
                .matcher(said.getStdout())
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}
