package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.request.Limits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class WarmUpTests {

    @Test
    void exercisesEverythingForAsLongAsItIsTold(CapturedOutput output) {
        warmUp(Duration.ofMillis(1)).run(new DefaultApplicationArguments());

        assertThat(output).containsPattern("Warmed up in \\d+ ms, [1-9]\\d* rounds");
    }

    @Test
    void doesNothingForNoTime(CapturedOutput output) {
        warmUp(Duration.ZERO).run(new DefaultApplicationArguments());

        assertThat(output).containsPattern("Warmed up in \\d+ ms, 0 rounds");
    }

    @Test
    void everyKindOfRoundRuns() {
        for (int number = 0; number < 8; number++) {
            warmUp(Duration.ZERO).round(number);
        }
    }

    private static WarmUp warmUp(Duration duration) {
        var json = CtcJson.mapper(Limits.defaults().json()).build();
        return new WarmUp(json, new CtcProperties(Map.of(), Map.of(), new CtcProperties.Json(false), duration));
    }
}
