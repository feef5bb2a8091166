package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;

@ContainerTest
final class ServiceContainerTests {
    @Container
    private static final ServiceContainer SERVICE = new ServiceContainer();

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
    void usesTheVectorModule() {
        assertThat(SERVICE.getLogs()).contains("jdk.incubator.vector");
    }

    @Test
    void saysWhatItIsMadeOf() {
        assertThat(SERVICE.get("/actuator/sbom/application").body()).contains("CycloneDX", "spring-boot");
    }

    @Test
    void refusesWithAProblemDocument() {
        var refusal = SERVICE.post("/loss", Map.of("utterances", List.of()));

        assertThat(refusal.statusCode()).isEqualTo(422);
        assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static Map<String, Object> batch(Map<String, Object> utterance) {
        return Map.of("utterances", List.of(utterance));
    }

    /** One frame of equal logits for the 28 symbols of the vocabulary {@code english}. */
    private static List<Integer> zeros() {
        return Collections.nCopies(28, 0);
    }
}
