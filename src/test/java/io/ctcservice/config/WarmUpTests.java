package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.request.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class WarmUpTests {

    @Test
    @Timeout(60)
    void goesOnBehindReadinessUntilItsTimeIsOver(CapturedOutput output) throws InterruptedException {
        var warmUp = warmUp(Duration.ofMillis(1));
        warmUp.run(new DefaultApplicationArguments());
        warmUp.destroy();

        assertThat(output).contains("Warmed up");
    }

    @Test
    @Timeout(60)
    void endsWithTheService() throws InterruptedException {
        var warmUp = warmUp(Duration.ofHours(1));
        warmUp.run(new DefaultApplicationArguments()); // returns although an hour is not over
        warmUp.destroy(); // so does this
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
            warmUp(Duration.ZERO).round(number);
        }
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

    private static WarmUp warmUp(Duration duration) {
        return warmUp(duration, /* thenExit= */ false, () -> {});
    }

    private static WarmUp warmUp(Duration duration, boolean thenExit, Runnable exit) {
        var json = CtcJson.mapper(Limits.defaults().json()).build();
        var properties = new CtcProperties(Map.of(), Map.of(), new CtcProperties.Json(false), duration, true, thenExit);
        return new WarmUp(json, properties, Optional::empty, exit);
    }
}
