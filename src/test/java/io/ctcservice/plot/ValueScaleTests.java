package io.ctcservice.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.DoubleMatrix;
import org.junit.jupiter.api.Test;

class ValueScaleTests {

    private static final double LOG_ZERO = Double.NEGATIVE_INFINITY;

    @Test
    void spansTheValuesAndLeavesLogZeroOut() {
        assertThat(ValueScale.linear(row(-3, LOG_ZERO, -1))).isEqualTo(new ValueScale(-3, -1, false, false));
    }

    @Test
    void endsAtZeroForLogarithmsOfProbabilities() {
        assertThat(ValueScale.logarithmic(row(-3, LOG_ZERO, -1), -100)).isEqualTo(new ValueScale(-3, 0, false, true));
        assertThat(ValueScale.logarithmic(row(-2), -12).high()).isZero();
    }

    @Test
    void hasNoProbabilityAboveOneThoughAllAreCertain() {
        var certain = ValueScale.logarithmic(row(0, 0), -12);

        assertThat(certain.high()).isZero();
        assertThat(certain.low()).isNegative();
        assertThat(certain.colour(0)).isEqualTo(Viridis.rgb(1));
    }

    @Test
    void givesLogZeroAColourThatNoValueHas() {
        var scale = ValueScale.logarithmic(row(-1e300, LOG_ZERO, 0), -12);

        assertThat(scale.clipped()).isTrue();
        assertThat(scale.colour(-1e300)).isEqualTo(scale.colour(-12)).isEqualTo(Viridis.rgb(0));
        for (int i = 0; i < 256; i++) {
            assertThat(scale.colour(LOG_ZERO)).isNotEqualTo(Viridis.rgb(i / 255.0));
        }
    }

    @Test
    void givesOneValueTheMiddleColour() {
        var scale = ValueScale.linear(row(2, 2, 2));

        assertThat(scale.colour(2)).isEqualTo(Viridis.rgb(0.5));
    }

    @Test
    void survivesNothingButLogZero() {
        var scale = ValueScale.logarithmic(row(LOG_ZERO), -12);

        assertThat(scale.colour(LOG_ZERO)).isEqualTo(ValueScale.LOG_ZERO_COLOUR);
        assertThat(scale.ticks(5)).isNotEmpty();
    }

    @Test
    void ticksAreRoundAndWithinTheScale() {
        var scale = new ValueScale(-0.31, 0.18, false, false);

        assertThat(scale.ticks(6).stream().map(ValueScale::written))
                .containsExactly("−0.3", "−0.2", "−0.1", "0", "0.1");
    }

    private static DoubleMatrix row(double... values) {
        return DoubleMatrix.ofRows(values);
    }
}
