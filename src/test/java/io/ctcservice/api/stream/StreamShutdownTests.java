package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.CtcServiceApplication;
import io.ctcservice.testing.StreamClient;
import io.ctcservice.web.overload.Cancellable;
import io.ctcservice.web.overload.Computations;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Tests of streams whose time is over, and of those that are open when the server is shut down. */
final class StreamShutdownTests {

    private static final String START = "{\"type\":\"start\",\"vocabulary\":[\"a\",\"_\"],\"blank\":1,\"classes\":2,"
            + "\"dtype\":\"float32\",\"scores\":\"logits\"}";

    @Test
    @SuppressWarnings("try") // the server is closed to see what its streams say then
    void streamsEndWithWhatTheyHaveHeard() throws IOException {
        try (var server = new SpringApplicationBuilder(CtcServiceApplication.class)
                .run("--server.port=0", "--ctc.warm-up=10ms", "--ctc.stream.max-time=4s")) {
            int port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            var tooLong = open(port);
            assertThat(tooLong.hearWhole().get("reason").asString()).isEqualTo("time");
            assertThat(tooLong.hear().get("detail").asString()).contains("ctc.stream.max-time");
            assertThat(tooLong.closed().code()).isEqualTo(1008);

            var stream = open(port);
            stream.hear();
            server.close();
            var last = stream.hear();
            assertThat(last.get("reason").asString()).isEqualTo("shutdown");
            assertThat(last.get("text").asString()).isEqualTo("a");
            assertThat(stream.closed().code()).isEqualTo(1001);
        }
    }

    @Test
    @SuppressWarnings("try") // the server is closed while its only processor is taken
    void streamsEndWithWhatTheyHaveHeardThoughRequestsComputeLongerThanTheirMessagesMayWait() throws Exception {
        try (var server = new SpringApplicationBuilder(CtcServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--ctc.warm-up=0s",
                        "--ctc.overload.computations=1",
                        "--ctc.overload.max-wait=100ms",
                        "--ctc.stream.max-lag=500ms")) {
            var stream = open(server.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            stream.hear();
            var streams = server.getBean(OpenStreams.class);

            var closing = server.getBean(Computations.class).run(new Cancellable(), () -> {
                var closer = Thread.ofPlatform().start(server::close);
                await().atMost(Duration.ofMinutes(1)).until(() -> !streams.isRunning());
                sleep(Duration.ofSeconds(2)); // longer than the stream is looked at, and messages may wait
                return closer;
            });

            assertThat(stream.hear().get("reason").asString()).isEqualTo("shutdown");
            assertThat(stream.closed().code()).isEqualTo(1001);
            closing.join();
        }
    }

    @Test
    void streamsThatGetNoProcessorAreAwaitedForAsLongAsRequests() throws IOException {
        try (var server = new SpringApplicationBuilder(CtcServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--ctc.warm-up=0s",
                        "--ctc.overload.computations=1",
                        "--spring.lifecycle.timeout-per-shutdown-phase=1s")) {
            var stream = open(server.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            stream.hear();
            var streams = server.getBean(OpenStreams.class);

            var waited = server.getBean(Computations.class).run(new Cancellable(), () -> timeOf(streams::stop));

            assertThat(waited).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(15));
        }
    }

    @Test
    @SuppressWarnings("try") // the server is closed while the client is silent
    void streamsThatAreNotReadTakeNoLongerThanRequestsMay() {
        try (var server = new SpringApplicationBuilder(CtcServiceApplication.class, SlowReaderTests.SmallBuffers.class)
                        .run(
                                "--server.port=0",
                                "--ctc.warm-up=10ms",
                                "--spring.lifecycle.timeout-per-shutdown-phase=1s");
                var client = SlowReaderTests.told(
                        server.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
            var dropped = server.getBean(MeterRegistry.class)
                    .get("ctc.stream.dropped")
                    .counter();
            await().atMost(Duration.ofMinutes(1)).until(() -> dropped.count() > 0);

            assertThat(timeOf(server::close)).isLessThan(Duration.ofSeconds(15)); // of 20 s that it may take to read
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration timeOf(Runnable action) {
        long since = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static StreamClient open(int port) throws IOException {
        return new StreamClient(port, "/stream").say(START).say(StreamClient.floats(9, 0));
    }
}
