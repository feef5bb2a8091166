package io.ctcservice.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.EachKernel;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every row arithmetic, at every row length from 1 to 70 and at some beyond. */
@ParameterizedClass(name = "{0}")
@MethodSource("implementations")
record RowMathTests(RowMath math) {

    private static final float NO = Float.NEGATIVE_INFINITY;

    private static final int[] LENGTHS = IntStream.concat(
                    IntStream.rangeClosed(1, 70), IntStream.of(127, 128, 129, 191, 333))
            .toArray();

    static Stream<RowMath> implementations() {
        return EachKernel.of(RowMath::scalar, RowMath::vector);
    }

    private static float[] scores(int seed, int length, float scale) {
        var random = new Random(seed);
        var scores = new float[length];
        for (int i = 0; i < length; i++) {
            scores[i] = scale * (random.nextFloat() - 1);
        }
        return scores;
    }

    /** The bound that Exponential states, {@code (8 + 2|x|)·2^-53} relative; StrictMath is within 1 ulp. */
    @Test
    void exponentialsAreRightToTheirBound() {
        for (int length : LENGTHS) {
            var scores = scores(length, length + 3, 700);
            var actual = new double[length + 2];
            math.exponentials().write(scores, 3, length, 1, length, new double[] {0.25}, actual, 2, length);
            for (int i = 0; i < length; i++) {
                double x = scores[3 + i] - 0.25;
                double expected = StrictMath.exp(x);
                assertThat(actual[2 + i]).isCloseTo(expected, within(expected * (9 + 2 * Math.abs(x)) * 0x1p-53));
            }
        }
    }

    @Test
    void exponentialsOfWhatIsTooSmallAreZero() {
        var actual = new double[20];
        var scores = scores(1, 20, 1);
        scores[2] = NO;
        scores[17] = -3e38f;
        scores[19] = -800;
        math.exponentials().write(scores, 0, 20, 1, 20, new double[1], actual, 0, 20);
        assertThat(actual[2]).isZero();
        assertThat(actual[17]).isZero();
        assertThat(actual[19]).isZero();
        assertThat(actual[3]).isGreaterThan(0.3);
    }

    @Test
    void exponentialsOfSeveralRowsGoWhereTheyAreAskedFor() {
        int stride = 23;
        var scores = scores(7, 5 * stride, 9);
        var actual = new double[4 + 3 * 31];
        math.exponentials().write(scores, 2, stride, 3, 19, new double[] {0, -1, 2}, actual, 4, 31);
        for (int r = 0; r < 3; r++) {
            double shift = new double[] {0, -1, 2}[r];
            for (int i = 0; i < 31; i++) {
                double expected = i < 19 ? StrictMath.exp(scores[2 + r * stride + i] - shift) : 0;
                assertThat(actual[4 + r * 31 + i]).isCloseTo(expected, within(expected * 30 * 0x1p-53));
            }
        }
    }

    /** The bound that FloatSoftmax states; StrictMath is within 1 ulp. */
    @Test
    void softmaxIsRightToItsBound() {
        for (int length : LENGTHS) {
            var scores = scores(length, length + 3, 86);
            double shift = 0.3 + 1e-9; // not a float
            var actual = new float[length + 2];
            math.softmax().write(scores, 3, length, shift, actual, 2);
            for (int i = 0; i < length; i++) {
                double x = scores[3 + i] - shift;
                double expected = StrictMath.exp(x);
                assertThat((double) actual[2 + i])
                        .isCloseTo(expected, within(expected * (3 + 2 * Math.abs(x)) * 0x1p-23));
            }
        }
    }

    @Test
    void softmaxOfWhatIsTooSmallIsZero() {
        var scores = scores(1, 20, 1);
        scores[2] = NO;
        scores[19] = -3e38f;
        var actual = new float[20];
        math.softmax().write(scores, 0, 20, 0, actual, 0);
        assertThat(actual[2]).isZero();
        assertThat(actual[19]).isZero();
        assertThat(actual[3]).isGreaterThan(0.3f);
    }

    @Test
    void valuesAreReplacedByTheirExponentials() {
        for (int length = 1; length <= 70; length++) {
            var actual = new double[length + 3];
            Arrays.setAll(actual, i -> 10.0 * i - 300);
            actual[length] = Double.NEGATIVE_INFINITY;
            var values = actual.clone();
            math.exponentials().replace(actual, 1, length + 1);
            for (int i = 0; i < actual.length; i++) {
                double expected = i < 1 || i > length ? values[i] : StrictMath.exp(values[i]);
                double bound = Math.abs(expected) * (9 + 2 * Math.abs(Math.max(values[i], -700))) * 0x1p-53;
                assertThat(actual[i]).isCloseTo(expected, within(bound));
            }
        }
    }

    @Test
    void exponentialsComeWithTheSumsOfTheirRows() {
        int rows = 7;
        for (int columns = 1; columns <= 70; columns++) {
            var scores = scores(columns, 2 + rows * columns, 2 * SoftmaxSums.LARGEST_MAGNITUDE);
            for (int i = 0; i < scores.length; i++) {
                scores[i] += SoftmaxSums.LARGEST_MAGNITUDE;
            }
            var sums = new double[rows];
            var actual = new double[rows * columns];
            math.sums().exponentialSums(scores, 2, rows, columns, sums, actual);
            for (int r = 0; r < rows; r++) {
                double sum = 0;
                for (int i = r * columns; i < (r + 1) * columns; i++) {
                    double expected = StrictMath.exp(scores[2 + i]);
                    double bound = expected * (50 + 2 * Math.abs(scores[2 + i])) * 0x1p-53;
                    assertThat(actual[i]).isCloseTo(expected, within(bound));
                    sum += actual[i];
                }
                assertThat(sums[r]).isCloseTo(sum, within(columns * 0x1p-53 * sum));
            }
        }
    }

    @Test
    void theLargestMagnitudeIsFound() {
        for (int length = 1; length <= 70; length++) {
            var scores = scores(length, length, 3);
            for (float value : new float[] {-5, 7, NO, Float.POSITIVE_INFINITY}) {
                scores[length / 3] = value;
                assertThat(math.sums().largestMagnitude(scores, 0, scores.length))
                        .isEqualTo(Math.abs(value));
            }
            scores[length - 1] = Float.intBitsToFloat(0xFFC00001);
            assertThat(math.sums().largestMagnitude(scores, 0, scores.length)).isNaN();
        }
    }

    @Test
    void productsLessOthersAreRoundedOnce() {
        for (int columns = 1; columns <= 70; columns++) {
            var values = new double[3 * columns];
            var sums = new double[3 * columns];
            Arrays.setAll(values, i -> 1 + 1e-9 * i);
            Arrays.setAll(sums, i -> 0.5 + 2e-9 * i);
            var factors = new double[] {0.5, 0.25, 2};
            var actual = new float[3 * columns + 2];
            math.products().multiplySubtract(values, factors, sums, 3, columns, actual, 2);
            for (int i = 0; i < 3 * columns; i++) {
                assertThat(actual[2 + i]).isEqualTo((float) (values[i] * factors[i / columns] - sums[i]));
            }
        }
    }

    private double logSum(float[] scores, int columns) {
        var sums = new double[1];
        math.sums().logSums(scores, 0, 1, columns, sums, 0);
        return sums[0];
    }

    @Test
    void sumsOfExponentialsAreRight() {
        for (int length : LENGTHS) {
            for (float scale : new float[] {1, 30, 600, 900}) {
                var scores = scores(length, length, scale);
                scores[length / 3] = 88;
                double sum = 0;
                for (float score : scores) {
                    sum += StrictMath.exp(score - 88.0);
                }
                assertThat(logSum(scores, length)).isCloseTo(88 + Math.log(sum), within(1e-13)); // roundings of 88 + ln
            }
        }
    }

    @Test
    void aRowsSumDoesNotDependOnTheRowsBesideIt() {
        int columns = 31;
        var scores = scores(3, 40 * columns, 20);
        scores[7 * columns + 3] = 2000; // too large for a double: its block is summed with more care
        scores[20 * columns] = NO;
        scores[33 * columns + 30] = Float.NaN;
        var sums = new double[40];
        math.sums().logSums(scores, 0, 40, columns, sums, 0);
        for (int t = 0; t < 40; t++) {
            double alone = logSum(Arrays.copyOfRange(scores, t * columns, (t + 1) * columns), columns);
            if (t == 33) {
                assertThat(sums[t]).isNaN();
            } else {
                assertThat(sums[t]).isCloseTo(alone, within(1e-14 * Math.abs(alone) + 1e-14));
            }
        }
        assertThat(sums[7]).isEqualTo(2000.0);
    }

    private static final int ATTEMPTS = 20_000;

    /**
     * As a stream needs it, whose rows come in any pieces. Many attempts may find the loops half compiled, and a sum added up in
     * another order; when both are compiled they agree.
     */
    @Test
    void aRowsSumIsTheSameToTheLastBitWhereverItIsCut() {
        int columns = 31;
        var scores = scores(5, 40 * columns, 20);
        scores[7 * columns + 3] = 2000;
        scores[20 * columns] = NO;
        assertThat(IntStream.range(0, ATTEMPTS).anyMatch(attempt -> {
                    var together = new double[40];
                    math.sums().logSums(scores, 0, 40, columns, together, 0);
                    var alone = IntStream.range(0, 40)
                            .mapToDouble(
                                    t -> logSum(Arrays.copyOfRange(scores, t * columns, (t + 1) * columns), columns))
                            .toArray();
                    return Arrays.equals(together, alone);
                }))
                .isTrue();
    }

    @Test
    void rowsThatAreNoneGiveNoFiniteSum() {
        for (int length = 1; length <= 40; length++) {
            for (float wrong : new float[] {Float.NaN, Float.intBitsToFloat(0xFFC00001), Float.POSITIVE_INFINITY}) {
                var scores = scores(length, length, 3);
                scores[length / 2] = wrong;
                assertThat(Math.abs(logSum(scores, length)) < Double.POSITIVE_INFINITY)
                        .isFalse();
            }
            var nothing = new float[length];
            Arrays.fill(nothing, NO);
            assertThat(Math.abs(logSum(nothing, length)) < Double.POSITIVE_INFINITY)
                    .isFalse();
        }
    }

    @Test
    void sumsOfProbabilitiesRefuseWhatIsNone() {
        for (int length = 1; length <= 40; length++) {
            var probabilities = new float[length];
            Arrays.fill(probabilities, 0.5f);
            assertThat(math.sums().sum(probabilities, 0, length)).isEqualTo(length / 2.0);
            probabilities[length - 1] = -0.5f;
            assertThat(math.sums().sum(probabilities, 0, length)).isNaN();
        }
    }

    @Test
    void theHighestScoreIsFoundWhereverItIs() {
        for (int length : LENGTHS) {
            for (int place = 0; place < length; place++) {
                var scores = scores(length, length + 2, 5);
                scores[0] = 9; // neither of these is of the row
                scores[length + 1] = 9;
                scores[1 + place] = 1;
                assertThat(math.search().argmax(scores, 1, length))
                        .as("of %d", length)
                        .isEqualTo(place);
            }
        }
    }

    @Test
    void ofEquallyHighScoresTheFirstIsFound() {
        for (int length = 2; length <= 200; length++) {
            var scores = scores(length, length, 5);
            int first = 7 * length % (length - 1);
            scores[length - 1] = 0;
            scores[first] = -0f; // equal to 0
            assertThat(math.search().argmax(scores, 0, length)).isEqualTo(first);
            Arrays.fill(scores, NO);
            assertThat(math.search().argmax(scores, 0, length)).isZero();
            scores[first] = -Float.MAX_VALUE;
            assertThat(math.search().argmax(scores, 0, length)).isEqualTo(first);
        }
    }

    @Test
    void theScoresNotBelowALimitAreFoundInOrder() {
        for (int length : LENGTHS) {
            var scores = scores(length, length + 2, 5);
            scores[0] = 9; // neither of these is of the row
            scores[length + 1] = 9;
            for (float least : new float[] {scores[1 + length / 2], -0f, 9, NO}) {
                int[] expected = IntStream.range(0, length)
                        .filter(i -> scores[1 + i] >= least)
                        .toArray();
                var found = new int[length];
                int count = math.search().atLeast(least, scores, 1, length, found);
                assertThat(Arrays.copyOf(found, count)).as("of %d", length).isEqualTo(expected);
            }
        }
    }

    @Test
    void gathersFromTablesOfAnySize() {
        for (int size = 1; size <= 70; size++) {
            var table = new double[3 * size + RowProducts.SLACK];
            var index = new long[24];
            for (int i = 0; i < table.length; i++) {
                table[i] = i;
            }
            for (int i = 0; i < index.length; i++) {
                index[i] = 7L * i % size;
            }
            var actual = new double[90];
            math.products().gather(table, size, 3, new double[] {1, 2, 0.5}, index, 8, 24, actual, 30);
            for (int r = 0; r < 3; r++) {
                for (int i = 8; i < 24; i++) {
                    double factor = new double[] {1, 2, 0.5}[r];
                    assertThat(actual[r * 30 + i]).isEqualTo(factor * ((double) r * size + index[i]));
                }
            }
        }
    }

    @Test
    void splitsLogarithmsOfAnySize() {
        var values = new double[] {0, -1, -1e9, Double.NEGATIVE_INFINITY, -1000.5, -0.1, -7, -88, -3e5};
        var logs = values.clone();
        var exponents = new long[values.length];
        math.exponentials().split(values, exponents, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            if (logs[i] == Double.NEGATIVE_INFINITY) {
                assertThat(values[i]).isZero();
                assertThat(exponents[i]).isEqualTo(Exponentials.NO_EXPONENT);
            } else {
                assertThat(values[i]).isBetween(0.7, 1.42);
                assertThat(Math.log(values[i]) + exponents[i] * Math.log(2))
                        .isCloseTo(logs[i], within(1e-15 * Math.abs(logs[i]) + 1e-15));
            }
        }
    }
}
