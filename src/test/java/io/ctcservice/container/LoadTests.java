package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.junit.jupiter.Container;
import tools.jackson.databind.json.JsonMapper;

/**
 * 64 clients at once, on a server with half a gigabyte: 15 seconds, or as many as the system property
 * {@code ctc.load.seconds} says; an hour of it is the soak (profile {@code soak}).
 */
@ContainerTest
final class LoadTests {
    private static final Logger LOG = LoggerFactory.getLogger(LoadTests.class);
    private static final int CLIENTS = 64;
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("ctc.load.seconds", 15));

    @Container
    private static final ServiceContainer SERVICE = new ServiceContainer();

    @Test
    void answersOrTurnsAwayEveryClientInBoundedMemory() {
        var request = new JsonMapper()
                .writeValueAsString(Map.of(
                        "utterances",
                        Collections.nCopies(
                                4,
                                Map.of(
                                        "emissions",
                                        Collections.nCopies(500, Collections.nCopies(28, 0.5)),
                                        "target",
                                        "the quick brown fox jumps over the lazy dog")),
                        "include",
                        Collections.singletonList("gradient")));
        var answers = new ConcurrentHashMap<Integer, LongAdder>();
        long end = System.nanoTime() + TIME.toNanos();

        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> {
                    while (System.nanoTime() < end) {
                        int status = SERVICE.postText("/loss", request).statusCode();
                        answers.computeIfAbsent(status, first -> new LongAdder())
                                .increment();
                    }
                });
            }
        }

        LOG.info("{} clients in {}: {}", CLIENTS, TIME, answers);
        assertThat(answers).containsKey(200);
        assertThat(answers.keySet()).isSubsetOf(200, 503);
        assertThat(SERVICE.isRunning()).isTrue(); // more than 512 MB, and the kernel would have ended it
        assertThat(SERVICE.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(SERVICE.getLogs()).doesNotContain("OutOfMemoryError");
    }
}
