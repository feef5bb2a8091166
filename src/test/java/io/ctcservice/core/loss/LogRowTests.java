package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogRowTests {

    private static final float NO = Float.NEGATIVE_INFINITY;

    /** The states pass the same two masked frames in another order, and differ by their scores in the third. */
    @ParameterizedTest(name = "mask {0}")
    @ValueSource(floats = {-2e9f, -1e18f, -Float.MAX_VALUE})
    void whatLiesBesideHugeLogarithmsIsKept(float mask) {
        var emissions = logits(new float[] {mask, 1, 0}, new float[] {mask, 0, 3}, new float[] {0.5f, 0.25f, 0});
        LogRow row = certain(2);
        row.emit(0, emissions, 0, 0);
        row.emit(0, emissions, 1, 1);
        row.emit(0, emissions, 2, 0);
        row.emit(1, emissions, 2, 1);
        row.emit(1, emissions, 0, 0);
        row.emit(1, emissions, 1, 1);
        assertThat(row.hasHuge()).isTrue();
        assertThat(row.get(0)).isLessThan(0.99 * mask);
        assertThat(row.larger(0, 1)).isZero();
        assertThat(row.larger(1, 0)).isZero();
        assertThat(row.exceeds(0, 1, 0.2499)).isTrue(); // 0.5 − 0.25
        assertThat(row.exceeds(0, 1, 0.2501)).isFalse();
        assertThat(row.exceeds(1, 0, -0.2501)).isTrue();
    }

    /** A mask beside scores that are huge themselves: its ln p is the difference of the scores. */
    @ParameterizedTest(name = "top {0}")
    @ValueSource(floats = {1e25f, -1e25f})
    void theTopOfARowOfHugeScoresIsTakenOut(float top) {
        var emissions = logits(new float[] {top, top, -1e30f}, new float[] {0.5f, 0.25f, 0});
        LogRow row = certain(3);
        row.emit(0, emissions, 0, 2);
        row.emit(1, emissions, 0, 0);
        assertThat(row.get(0)).isCloseTo(-1e30 - top, within(1e23)); // floats of that size
        assertThat(row.get(1)).isCloseTo(-Math.log(2), within(1e-12));
        row.emit(0, emissions, 1, 0);
        row.emit(2, emissions, 0, 2);
        row.emit(2, emissions, 1, 1);
        assertThat(row.exceeds(0, 2, 0.2499)).isTrue(); // 0.5 − 0.25
    }

    /** Tops of two signs, beside which masks are huge, but which are not huge themselves. */
    @ParameterizedTest(name = "top {0}")
    @ValueSource(floats = {7, 0x1p29f})
    void theTopOfARowOfSmallerScoresIsOfTheRest(float top) {
        var emissions = logits(new float[] {-1e18f, top, NO}, new float[] {-1e18f, -top, NO});
        LogRow row = certain(2);
        row.emit(0, emissions, 0, 0);
        row.emit(1, emissions, 1, 0);
        assertThat(row.exceeds(1, 0, 2.0 * top - 0.001)).isTrue();
        assertThat(row.exceeds(1, 0, 2.0 * top + 0.001)).isFalse();
    }

    @Test
    void ofEqualsTheFirstIsTheLargerAndNoStateIsTheSmallest() {
        LogRow row = certain(2);
        assertThat(row.larger(0, 1)).isZero();
        assertThat(row.larger(1, 0)).isOne();
        assertThat(row.larger(LogRow.NONE, 1)).isOne();
        assertThat(row.larger(0, LogRow.NONE)).isZero();
        assertThat(row.larger(LogRow.NONE, LogRow.NONE)).isEqualTo(LogRow.NONE);
        assertThat(row.exceeds(0, 1, 0)).isFalse();
    }

    @Test
    void logZeroIsBelowAll() {
        var emissions = logits(new float[] {-1e30f, 0, NO});
        var row = new LogRow(3);
        row.setCertain(0);
        row.emit(0, emissions, 0, 0);
        assertThat(row.larger(1, 0)).isZero();
        assertThat(row.larger(0, 1)).isZero();
        assertThat(row.larger(2, 1)).isEqualTo(2);
        assertThat(row.exceeds(0, 1, 1e35)).isTrue();
        assertThat(row.exceeds(1, 0, -1e35)).isFalse();
        assertThat(row.exceeds(1, 2, -1)).isFalse();
        row.emit(0, emissions, 0, 2);
        assertThat(row.get(0)).isEqualTo(LogMath.LOG_ZERO);
    }

    @Test
    void aStateIsThatOfAnotherRowOrZero() {
        var emissions = logits(new float[] {-1e18f, 0});
        LogRow from = certain(2);
        from.emit(1, emissions, 0, 0);
        from.multiply(1, -2);
        LogRow row = certain(2);
        row.set(0, from, 1);
        row.set(1, from, LogRow.NONE);
        assertThat(row.get(0)).isEqualTo(from.get(1)).isLessThan(-1e17);
        assertThat(row.exceeds(0, 1, 0)).isTrue();
        row.set(1, from, 1);
        row.multiply(1, 0.5);
        assertThat(row.exceeds(1, 0, 0.499)).isTrue();
        assertThat(row.exceeds(1, 0, 0.501)).isFalse();
        assertThat(row.copy().larger(0, 1)).isOne();
    }

    private static LogRow certain(int states) {
        var row = new LogRow(states);
        for (int s = 0; s < states; s++) {
            row.setCertain(s);
        }
        return row;
    }

    private static Emissions logits(float[]... rows) {
        return Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.LOGITS);
    }
}
