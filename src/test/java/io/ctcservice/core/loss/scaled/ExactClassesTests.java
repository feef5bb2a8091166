package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.math.Exponentials;
import io.ctcservice.core.math.ScalarExponentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ExactClassesTests {

    private static final double LEAST = -0x1p35;
    private static final int[] PAIRS = {3, 0, 2, 2, 3, 0, 0};

    private static Emissions emissions(ScoreKind kind, float... row) {
        return Emissions.of(FloatMatrix.adopt(1, row.length, row), kind);
    }

    private static Emissions emissions(ScoreKind kind) {
        return switch (kind) {
            case LOGITS -> emissions(kind, 3, -700, 1e-3f, -2000);
            case LOG_PROBS -> emissions(kind, -1e-6f, -14, -20, Float.NEGATIVE_INFINITY);
            case PROBS -> emissions(kind, 0.999999f, 0, 1e-6f, Float.MIN_VALUE);
        };
    }

    @ParameterizedTest
    @EnumSource
    void eachPairHasTheProbabilityOfItsClass(ScoreKind kind) {
        var emissions = emissions(kind);
        var math = new ScalarExponentials();
        var classes = new ExactClasses(emissions, math, PAIRS);
        var fractions = new double[2 + PAIRS.length];
        var exponents = new long[2 + PAIRS.length];

        assertThat(classes.size()).isEqualTo(3);
        assertThat(classes.read(0, LEAST)).isTrue();
        classes.write(1, PAIRS.length, fractions, exponents, 2);

        assertThat(fractions[2]).as("before the first").isZero();
        for (int i = 1; i < PAIRS.length; i++) {
            double[] fraction = {emissions.logProb(0, PAIRS[i])};
            long[] exponent = new long[1];
            math.split(fraction, exponent, 0, 1);
            assertThat(fractions[2 + i]).isEqualTo(fraction[0]);
            assertThat(exponents[2 + i]).isEqualTo(exponent[0]);
        }
    }

    @Test
    void aProbabilityThatIsTooSmallIsTold() {
        var tiny = emissions(ScoreKind.LOGITS, 0, -1e11f);
        var none = emissions(ScoreKind.LOGITS, 0, Float.NEGATIVE_INFINITY);
        Exponentials math = new ScalarExponentials();

        assertThat(new ExactClasses(tiny, math, new int[] {0, 1}).read(0, LEAST))
                .isFalse();
        assertThat(new ExactClasses(tiny, math, new int[] {0, 0}).read(0, LEAST))
                .isTrue();
        assertThat(new ExactClasses(none, math, new int[] {0, 1}).read(0, LEAST))
                .isTrue();
    }
}
