package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.request.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

    private static WarmUp warmUp(Duration duration) {
        var json = CtcJson.mapper(Limits.defaults().json()).build();
        return new WarmUp(
                json,
                new CtcProperties(Map.of(), Map.of(), new CtcProperties.Json(false), duration, true),
                Optional::empty);
    }
}
