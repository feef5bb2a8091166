package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import java.util.Arrays;
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

    @Test
    void nothingHugeIsLeftWhereOtherValuesAreSet() {
        var emissions = logits(new float[] {-1e18f, 0});
        LogRow row = certain(2);
        assertThat(row.hasHuge()).isFalse();
        row.emit(0, emissions, 0, 0);
        assertThat(row.hasHuge()).isTrue();
        var other = certain(2);
        other.set(row);
        assertThat(other.get(0)).isEqualTo(row.get(0)).isLessThan(-1e17);
        row.setCertain(0);
        row.emit(1, emissions, 0, 0);
        assertThat(row.get(0)).isZero();
        row.set(new double[] {7, -1, -2}, 1);
        assertThat(row.hasHuge()).isFalse();
        assertThat(row.get(0)).isEqualTo(-1);
        assertThat(row.get(1)).isEqualTo(-2);
        var written = new double[4];
        row.write(written, 2);
        assertThat(written).containsExactly(0, 0, -1, -2);
    }

    /** Beside the same huge logarithm as without one. */
    @ParameterizedTest(name = "mask {0}")
    @ValueSource(floats = {0, -1e18f})
    void sumsAndPosteriorsAreThoseOfTheProbabilities(float mask) {
        var emissions = logits(new float[] {mask, 1e-3f, 0});
        LogRow row = ofProbabilities(0.1, 0.2, 0.5);
        for (int s = 0; s < 3; s++) {
            row.emit(s, emissions, 0, 0);
        }
        double masked = row.get(0) - Math.log(0.1);
        LogRow sums = new LogRow(3);
        sums.setSum(0, row, 0, LogRow.NONE, LogRow.NONE);
        sums.setSum(1, row, 1, 0, LogRow.NONE);
        sums.setSum(2, row, 0, 2, 1);
        assertThat(sums.exceeds(1, 0, Math.log(3) - 1e-12)).isTrue(); // 0.3 / 0.1
        assertThat(sums.exceeds(1, 0, Math.log(3) + 1e-12)).isFalse();
        assertThat(sums.exceeds(2, 0, Math.log(8) - 1e-12)).isTrue();
        assertThat(sums.exceeds(2, 0, Math.log(8) + 1e-12)).isFalse();
        assertThat(sums.get(2)).isCloseTo(masked + Math.log(0.8), within(1e-12 - 1e-15 * masked));
        assertThat(row.sumOfLastTwo()).isCloseTo(masked + Math.log(0.7), within(1e-12 - 1e-15 * masked));
        var posterior = new double[3];
        row.posterior(ofProbabilities(0.5, 1, 0.1), posterior);
        assertThat(posterior).containsExactly(new double[] {0.05 / 0.3, 0.2 / 0.3, 0.05 / 0.3}, within(1e-12));
    }

    /** One state is masked in one of the rows, or far below the range of a double. */
    @Test
    void whatIsFarBelowTheBestHasNoPosterior() {
        LogRow masked = certain(2);
        masked.emit(0, logits(new float[] {-1e18f, 0}), 0, 0);
        LogRow low = certain(2);
        low.multiply(0, -800);
        for (LogRow row : new LogRow[] {masked, low}) {
            var posterior = new double[2];
            row.posterior(certain(2), posterior);
            assertThat(posterior).containsExactly(0, 1);
            certain(2).posterior(row, posterior);
            assertThat(posterior).containsExactly(0, 1);
        }
    }

    @Test
    void theSumOfOneStateIsItsProbability() {
        assertThat(ofProbabilities(0.25).sumOfLastTwo()).isEqualTo(Math.log(0.25));
    }

    /** Of probabilities 0.1 and 0.3 the shares are a quarter and three. */
    @Test
    void theDivergenceIsTheMeanOfTheDifferencesByShares() {
        LogRow row = ofProbabilities(0.1, 0.3, 0);
        double[] logProbs = {Math.log(0.5), Math.log(0.125), Double.NaN};
        double expected = 0.25 * Math.log(0.25 / 0.5) + 0.75 * Math.log(0.75 / 0.125);
        assertThat(row.divergence(0, 1, LogRow.NONE, logProbs)).isCloseTo(expected, within(1e-12));
        assertThat(row.divergence(1, 2, 0, logProbs)).isCloseTo(expected, within(1e-12));
        assertThat(row.divergence(2, LogRow.NONE, LogRow.NONE, logProbs)).isZero();
    }

    private static LogRow ofProbabilities(double... probabilities) {
        var row = new LogRow(probabilities.length);
        row.set(Arrays.stream(probabilities).map(Math::log).toArray(), 0);
        return row;
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
