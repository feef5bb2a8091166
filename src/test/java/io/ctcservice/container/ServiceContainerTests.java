package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.utility.DockerImageName;

@ContainerTest
final class ServiceContainerTests {
    @Container
    private static final ServiceContainer SERVICE = new ServiceContainer().withEnv("JAVA_TOOL_OPTIONS", "-Xlog:aot");

    @Test
    void goesFromTextToLossAndBackToText() {
        var spoken = SERVICE.answer("/synthesize", Map.of("text", "hello world", "model", "oracle", "seed", 7));
        var emissions = spoken.get("emissions");

        var loss = SERVICE.answer("/loss", batch(Map.of("emissions", emissions, "target", "hello world")));
        var decoded = SERVICE.answer("/decode", batch(Map.of("emissions", emissions)));

        assertThat(loss.at("/utterances/0/feasible").asBoolean()).isTrue();
        assertThat(loss.at("/utterances/0/frames").asInt()).isEqualTo(emissions.size());
        assertThat(loss.at("/utterances/0/loss").asDouble()).isPositive();
        assertThat(decoded.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("hello world");
    }

    @Test
    void canRunNetworks() {
        assertThat(SERVICE.get("/networks").body()).contains("\"networks\":[").doesNotContain("absence");
    }

    /** Two frames, p(a) = .4, p(blank) = .6: "a" has the paths aa, a-, -a, so 1 - .36. */
    @Test
    void knowsTheLossOfTheTwoFrameToy() {
        var frame = List.of(0.4, 0.6);
        var request = Map.of(
                "utterances",
                List.of(Map.of("emissions", List.of(frame, frame), "target", "a")),
                "vocabulary",
                List.of("a", "<blank>"),
                "blank",
                1,
                "scores",
                "probs");

        var answer = SERVICE.answer("/loss", request);

        assertThat(answer.at("/utterances/0/loss").asDouble())
                .isCloseTo(-Math.log(0.64), within(1e-7)); // float32 scores
    }

    @Test
    void countsForwardPassesForPrometheus() {
        SERVICE.answer("/loss", batch(Map.of("emissions", List.of(zeros(), zeros()), "target", "a")));

        var scrape = SERVICE.get("/actuator/prometheus");

        assertThat(scrape.statusCode()).isEqualTo(200);
        assertThat(scrape.body()).containsPattern("(?m)^ctc_forward_seconds_count\\{.*kernel=.*} [1-9]");
    }

    @Test
    void runsWithoutPrivileges() throws Exception {
        assertThat(SERVICE.execInContainer("id", "-u").getStdout().strip()).isNotEqualTo("0");
        assertThat(SERVICE.execInContainer("touch", "/opt/ctc-service/x").getExitCode())
                .isNotZero();
        assertThat(SERVICE.execInContainer("touch", "/tmp/x").getExitCode()).isZero();
    }

    @Test
    void usesVectors() {
        assertThat(SERVICE.getLogs()).contains("Kernel: vector").doesNotContain("incubator");
    }

    @Test
    void findsItsClassesLinkedInTheCache() {
        assertThat(SERVICE.getLogs()).contains("Using AOT-linked classes: true");
    }

    @Test
    void saysWhatItIsMadeOf() {
        assertThat(SERVICE.get("/actuator/sbom/application").body())
                .contains("CycloneDX", "spring-boot", "onnxruntime", "concentus", "JTransforms");
    }

    @Test
    void saysOfWhichCommitItIsWhereItWasBuiltInAClone() {
        assumeTrue(Files.isRegularFile(Path.of(".git", "HEAD")), "skipped: not a clone");

        assertThat(SERVICE.get("/actuator/info").body()).containsPattern("\"full\":\"[0-9a-f]{40}\"");
    }

    @Test
    void takesSettingsAsArgumentsAndListsThem() {
        try (var help = new GenericContainer<>(DockerImageName.parse(ServiceImage.name()))) {
            help.withCommand("--help")
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofSeconds(90)))
                    .start();

            assertThat(help.getLogs()).contains("--ctc.limits.json-body=", "CTC_LIMITS_JSONBODY, default 32MB");
        }
    }

    @Test
    void refusesWithAProblemDocument() {
        var refusal = SERVICE.post("/loss", Map.of("utterances", List.of()));

        assertThat(refusal.statusCode()).isEqualTo(422);
        assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    /** The lattice alone would take 4.8 GB, and the process has half of one. */
    @Test
    void outlivesARequestThatNeedsMoreMemoryThanThereIs() {
        var frames = Collections.nCopies(30_000, Collections.nCopies(4, 0));
        var labels = IntStream.range(0, 10_000).map(i -> 1 + i % 2).boxed().toList();
        var request = Map.of(
                "utterances", List.of(Map.of("emissions", frames, "labels", labels)),
                "blank", 0,
                "include", List.of("gradient", "lattice"));

        assertThat(SERVICE.post("/loss", request).statusCode()).isIn(422, 503);
        assertThat(SERVICE.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        SERVICE.answer("/loss", batch(Map.of("emissions", List.of(zeros(), zeros()), "target", "a")));
    }

    /** Each costs some 50 KB, and 6,000 of them would fill the heap. */
    @Test
    void outlivesThousandsOfConnectionsThatNeverFinishTheirHeaders() throws Exception {
        var half = ByteBuffer.wrap(
                ("GET /vocabularies HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(90) + "Y: " + "y".repeat(6000))
                        .getBytes(StandardCharsets.US_ASCII));
        var connections = new ArrayList<SocketChannel>();
        try {
            for (int i = 0; i < 6000; i++) {
                var connection = SocketChannel.open();
                connections.add(connection);
                connection.socket().connect(new InetSocketAddress(SERVICE.getHost(), SERVICE.port()), 1000);
                connection.configureBlocking(false);
                connection.write(half.duplicate());
            }
        } catch (SocketTimeoutException full) {
            // no more are let in
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() ->
                        SERVICE.answer("/loss", batch(Map.of("emissions", List.of(zeros(), zeros()), "target", "a"))));
        assertThat(SERVICE.getLogs()).doesNotContain("OutOfMemoryError");
    }

    @Test
    void makesItsLimitsFitItsMemory() {
        var tooMuch = " ".repeat(31 << 20); // less than ctc.limits.json-body, more than a 16th of the heap

        var refusal = SERVICE.postText("/loss", tooMuch);

        assertThat(refusal.statusCode()).isEqualTo(413);
        assertThat(refusal.body()).contains("ctc.overload.bytes-in-flight");
    }

    private static Map<String, Object> batch(Map<String, Object> utterance) {
        return Map.of("utterances", List.of(utterance));
    }

    /** One frame of equal logits for the 28 symbols of the vocabulary {@code english}. */
    private static List<Integer> zeros() {
        return Collections.nCopies(28, 0);
    }
}
