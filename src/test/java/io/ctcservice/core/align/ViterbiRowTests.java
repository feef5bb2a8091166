package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.LogMath;
import io.ctcservice.testing.EachKernel;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of every implementation of the Viterbi row, to the last bit. */
@ParameterizedClass(name = "{0}")
@MethodSource("implementations")
record ViterbiRowTests(ViterbiRow row) {

    static Stream<ViterbiRow> implementations() {
        return EachKernel.of(ViterbiRow::scalar, ViterbiRow::vector);
    }

    @ParameterizedTest(name = "U = {0}")
    @ValueSource(ints = {0, 1, 2, 6, 7, 8, 9, 15, 16, 17, 100})
    void advancesEveryStateAsTheRecursionSays(int length) {
        var random = new Random(length);
        var given = new Case(length, random);
        var actual = given.copy();
        row.advance(actual.blanks, actual.labels, given.skips, given.scores, -0.25, 0, length + 1);
        for (int u = 0; u <= length; u++) {
            double before = given.labels[u];
            double gap = Math.max(given.blanks[u], before) - 0.25;
            double label = Math.max(Math.max(given.labels[u + 1], given.blanks[u]), before + given.skips[u]);
            assertThat(actual.blanks[u]).isEqualTo(gap);
            assertThat(actual.labels[u + 1]).isEqualTo(label + given.scores[u]);
        }
        assertThat(actual.labels[0]).isEqualTo(LogMath.LOG_ZERO);
    }

    @Test
    void advancesAWindowFromTheStatesAroundIt() {
        var given = new Case(100, new Random(3));
        var whole = given.copy();
        var window = given.copy();
        row.advance(whole.blanks, whole.labels, given.skips, given.scores, -1, 0, 101);
        row.advance(window.blanks, window.labels, given.skips, given.scores, -1, 37, 61);
        assertThat(Arrays.copyOfRange(window.blanks, 37, 61)).isEqualTo(Arrays.copyOfRange(whole.blanks, 37, 61));
        assertThat(Arrays.copyOfRange(window.labels, 38, 62)).isEqualTo(Arrays.copyOfRange(whole.labels, 38, 62));
    }

    @Test
    void logZerosStayLogZeros() {
        var given = new Case(20, new Random(4));
        Arrays.fill(given.blanks, LogMath.LOG_ZERO);
        Arrays.fill(given.labels, LogMath.LOG_ZERO);
        row.advance(given.blanks, given.labels, given.skips, given.scores, LogMath.LOG_ZERO, 0, 21);
        assertThat(given.blanks).containsOnly(LogMath.LOG_ZERO);
        assertThat(given.labels).containsOnly(LogMath.LOG_ZERO);
    }

    /** Arrays as a search has them: log zeros here and there, and beyond the end. */
    private static final class Case {
        private final double[] blanks;
        private final double[] labels;
        private final double[] skips;
        private final double[] scores;

        Case(int length, Random random) {
            blanks = random(length + 1, length, random);
            labels = random(length + 1, length + 1, random);
            labels[0] = LogMath.LOG_ZERO;
            labels[length + 1] = LogMath.LOG_ZERO;
            skips = random(length, length, random);
            for (int u = 0; u < length; u++) {
                skips[u] = random.nextInt(4) == 0 ? LogMath.LOG_ZERO : 0;
            }
            scores = random(length, length, random);
        }

        private Case(double[] blanks, double[] labels, double[] skips, double[] scores) {
            this.blanks = blanks;
            this.labels = labels;
            this.skips = skips;
            this.scores = scores;
        }

        private static double[] random(int count, int length, Random random) {
            var values = new double[length + 2 + ViterbiRow.SLACK];
            Arrays.fill(values, LogMath.LOG_ZERO);
            for (int i = 0; i < count; i++) {
                values[i] = random.nextInt(5) == 0 ? LogMath.LOG_ZERO : -10 * random.nextDouble();
            }
            return values;
        }

        Case copy() {
            return new Case(blanks.clone(), labels.clone(), skips.clone(), scores.clone());
        }
    }
}
