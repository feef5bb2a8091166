package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.request.Limits;
import io.ctcservice.web.warmup.OwnTraffic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
final class WarmUpTests {

    private static final JsonMapper JSON =
            CtcJson.mapper(Limits.defaults().json()).build();

    @Test
    @Timeout(60)
    void goesOnBehindReadinessUntilItsTimeIsOver(CapturedOutput output) throws InterruptedException {
        var warmUp = warmUp(Duration.ofMillis(1));
        warmUp.run(new DefaultApplicationArguments());

        await().atMost(Duration.ofMinutes(1)).until(() -> output.toString().contains("Warmed up"));
        warmUp.destroy();
    }

    @Test
    @Timeout(60)
    void endsWithTheService(CapturedOutput output) throws InterruptedException {
        var warmUp = warmUp(Duration.ofHours(1));
        warmUp.run(new DefaultApplicationArguments()); // returns although an hour is not over
        warmUp.destroy(); // so does this

        assertThat(output).doesNotContain("Warmed up");
    }

    @Test
    void doesNothingForNoTime(CapturedOutput output) throws InterruptedException {
        var warmUp = warmUp(Duration.ZERO);
        warmUp.run(new DefaultApplicationArguments());
        warmUp.destroy();

        assertThat(output).doesNotContain("Warmed up");
    }

    @Test
    void everyKindOfRoundRuns() {
        for (int number = 0; number < 8; number++) {
            new WarmUpWork(JSON).round(number);
        }
    }

    @Test
    void everyKindOfWorkOnKernelsRuns() {
        for (int number = 0; number < 8; number++) {
            new WarmUpWork(JSON).kernels(number);
        }
    }

    @Test
    @Timeout(60)
    void endsTheServiceAlsoWhereItFailsBehindReadiness(CapturedOutput output) throws InterruptedException {
        var ended = new CountDownLatch(1);
        var vectors = new RecordedSwitch(new IllegalStateException("no vectors"));
        var warmUp = new WarmUp(
                JSON,
                properties(Duration.ofMillis(1), /* thenExit= */ true),
                vectors,
                Optional::empty,
                ended::countDown);

        warmUp.run(new DefaultApplicationArguments());

        ended.await();
        warmUp.destroy();
        assertThat(vectors.events()).containsExactly("defer", "use");
        assertThat(output).doesNotContain("Warmed up");
    }

    @Test
    @Timeout(60)
    void endsTheServiceOnceItIsWarmIfThatIsAskedFor() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var warmUp = warmUp(Duration.ofMillis(1), /* thenExit= */ true, ended::countDown);

        warmUp.run(new DefaultApplicationArguments());

        ended.await();
        warmUp.destroy();
    }

    @Test
    @Timeout(60)
    void endsNothingElse() throws InterruptedException {
        var ended = new CountDownLatch(1);
        var warmUp = warmUp(Duration.ofMillis(1), /* thenExit= */ false, ended::countDown);

        warmUp.run(new DefaultApplicationArguments());
        warmUp.destroy();

        assertThat(ended.getCount()).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void vectorsAreDeferredUntilTheyAreFastOrItIsOver() throws InterruptedException {
        for (Duration duration : List.of(Duration.ofMillis(1), Duration.ofHours(1))) {
            var vectors = new RecordedSwitch();
            var warmUp = warmUp(duration, vectors, Optional::empty);
            warmUp.run(new DefaultApplicationArguments());
            warmUp.destroy();

            assertThat(vectors.isDeferred()).isFalse();
            assertThat(vectors.events()).startsWith("defer", "use");
        }
    }

    @Test
    void vectorsAreUsedWhereTheWarmUpFails() {
        var vectors = new RecordedSwitch();
        var warmUp = warmUp(Duration.ofHours(1), vectors, () -> {
            throw new IllegalStateException("no port");
        });

        assertThatIllegalStateException().isThrownBy(() -> warmUp.run(new DefaultApplicationArguments()));
        assertThat(vectors.events()).containsExactly("defer", "use");
    }

    @Test
    void nothingIsDeferredWithoutWarmUp() {
        var vectors = new RecordedSwitch();
        warmUp(Duration.ZERO, vectors, Optional::empty).run(new DefaultApplicationArguments());

        assertThat(vectors.events()).isEmpty();
    }

    private static WarmUp warmUp(
            Duration duration, VectorSwitch vectors, Supplier<Optional<OwnTraffic.Conversation>> traffic) {
        return new WarmUp(JSON, properties(duration, /* thenExit= */ false), vectors, traffic, () -> {});
    }

    private static CtcProperties properties(Duration duration, boolean thenExit) {
        return new CtcProperties(Map.of(), Map.of(), new CtcProperties.Json(false), duration, true, thenExit);
    }

    private static WarmUp warmUp(Duration duration) {
        return warmUp(duration, /* thenExit= */ false, () -> {});
    }

    private static WarmUp warmUp(Duration duration, boolean thenExit, Runnable exit) {
        return new WarmUp(JSON, properties(duration, thenExit), new RecordedSwitch(), Optional::empty, exit);
    }
}
