package io.ctcservice.core.kernel.vector;

import static io.ctcservice.core.kernel.vector.VectorExponential.DOUBLES;
import static io.ctcservice.core.kernel.vector.VectorExponential.FLOATS;
import static io.ctcservice.core.kernel.vector.VectorExponential.LANES;
import static io.ctcservice.core.kernel.vector.VectorExponential.expOrZero;
import static io.ctcservice.core.kernel.vector.VectorExponential.term;
import static io.ctcservice.core.kernel.vector.VectorExponential.widen;

import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.ScalarRowKernel;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * ln Σ exp of rows. A double holds exp of every score that a network gives as a rule, so that no largest score need be
 * found and subtracted first; blocks of rows in which one is too large for that are summed again with it.
 */
final class VectorSums {

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Float> WIDE_FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> WIDE_INTS = IntVector.SPECIES_PREFERRED;
    private static final int BLOCK = 16;

    private static final int LARGEST = Float.floatToIntBits(RowKernel.FARTHEST);

    private static final int MAGNITUDE = Integer.MAX_VALUE;
    private static final double[] LANE_NUMBERS = lanes();

    /** For rows shorter than a vector. */
    private static final RowKernel PLAIN = new ScalarRowKernel();

    private VectorSums() {}

    private static double[] lanes() {
        var lanes = new double[LANES];
        Arrays.setAll(lanes, lane -> lane);
        return lanes;
    }

    static void logSums(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom) {
        if (columns < LANES) {
            PLAIN.logSums(scores, from, rows, columns, sums, sumsFrom);
            return;
        }
        var block = new double[BLOCK];
        Arrays.fill(block, 1);
        for (int t = 0; t < rows; t += BLOCK) {
            int count = Math.min(BLOCK, rows - t);
            if (sum(scores, from + t * columns, count, columns, block)) {
                ln(block);
                System.arraycopy(block, 0, sums, sumsFrom + t, count);
            } else {
                for (int r = 0; r < count; r++) {
                    sums[sumsFrom + t + r] = logSum(scores, from + (t + r) * columns, columns);
                }
            }
        }
    }

    /** Writes Σ exp(score) of some rows; false if a score is too large, or none. */
    private static boolean sum(float[] scores, int from, int rows, int columns, double[] sums) {
        var largest = IntVector.zero(INTS);
        var rest = restOf(columns);
        for (int r = 0; r < rows; r++) {
            int row = from + r * columns;
            var sum = DoubleVector.zero(DOUBLES);
            for (int i = 0; i <= columns - LANES; i += LANES) {
                var score = FloatVector.fromArray(FLOATS, scores, row + i);
                largest = largest.max(score.reinterpretAsInts().and(MAGNITUDE));
                sum = sum.add(term(widen(score)));
            }
            if (rest.anyTrue()) {
                var score = FloatVector.fromArray(FLOATS, scores, row + columns - LANES);
                largest = largest.max(score.reinterpretAsInts().and(MAGNITUDE));
                sum = sum.add(term(widen(score)), rest);
            }
            sums[r] = sum.reduceLanes(VectorOperators.ADD);
        }
        return largest.reduceLanes(VectorOperators.MAX) <= LARGEST;
    }

    /** As {@link RowKernel#farthest}. */
    static float farthest(float[] scores, int from, int to) {
        var largest = IntVector.zero(WIDE_INTS);
        int i = from;
        for (; i <= to - WIDE_INTS.length(); i += WIDE_INTS.length()) {
            largest = largest.max(FloatVector.fromArray(WIDE_FLOATS, scores, i)
                    .reinterpretAsInts()
                    .and(MAGNITUDE));
        }
        int farthest = largest.reduceLanes(VectorOperators.MAX);
        for (; i < to; i++) {
            farthest = Math.max(farthest, Float.floatToRawIntBits(scores[i]) & MAGNITUDE);
        }
        return Float.intBitsToFloat(farthest);
    }

    /** As {@link RowKernel#exponentialSums}. */
    static void exponentialSums(float[] scores, int from, int rows, int columns, double[] sums, double[] exponentials) {
        if (columns < LANES) {
            PLAIN.exponentialSums(scores, from, rows, columns, sums, exponentials);
            return;
        }
        int end = rows * columns;
        int at = 0;
        for (; at <= end - LANES; at += LANES) {
            term(widen(FloatVector.fromArray(FLOATS, scores, from + at))).intoArray(exponentials, at);
        }
        if (at < end) { // the last step takes some a second time
            term(widen(FloatVector.fromArray(FLOATS, scores, from + end - LANES)))
                    .intoArray(exponentials, end - LANES);
        }
        var rest = restOf(columns);
        for (int r = 0; r < rows; r++) {
            int last = (r + 1) * columns - LANES;
            var sum = DoubleVector.fromArray(DOUBLES, exponentials, last).blend(0, rest.not());
            for (int i = r * columns; i <= last; i += LANES) {
                sum = sum.add(DoubleVector.fromArray(DOUBLES, exponentials, i));
            }
            sums[r] = sum.reduceLanes(VectorOperators.ADD);
        }
    }

    /** Returns which of the last scores of a row whole vectors from its start on do not reach. */
    private static VectorMask<Double> restOf(int columns) {
        return DoubleVector.fromArray(DOUBLES, LANE_NUMBERS, 0).compare(VectorOperators.GE, LANES - columns % LANES);
    }

    private static void ln(double[] values) {
        for (int i = 0; i < BLOCK; i += LANES) {
            DoubleVector.fromArray(DOUBLES, values, i)
                    .lanewise(VectorOperators.LOG)
                    .intoArray(values, i);
        }
    }

    private static double logSum(float[] scores, int from, int length) {
        var largest = FloatVector.fromArray(FLOATS, scores, from + length - LANES);
        for (int i = 0; i <= length - LANES; i += LANES) {
            var score = FloatVector.fromArray(FLOATS, scores, from + i);
            // twice as fast as max, which minds NaN: a NaN may not be seen here, but spoils the sum
            largest = largest.blend(score, score.compare(VectorOperators.GT, largest));
        }
        float max = largest.reduceLanes(VectorOperators.MAX);
        var sum = expOrZero(widen(FloatVector.fromArray(FLOATS, scores, from + length - LANES))
                        .sub(max))
                .blend(0, restOf(length).not());
        for (int i = 0; i <= length - LANES; i += LANES) {
            sum = sum.add(expOrZero(
                    widen(FloatVector.fromArray(FLOATS, scores, from + i)).sub(max)));
        }
        return max + Math.log(sum.reduceLanes(VectorOperators.ADD));
    }

    /** Returns Σ p of a row, NaN where one is negative or NaN. */
    static double sum(float[] probabilities, int from, int length) {
        if (length < LANES) {
            return PLAIN.sum(probabilities, from, length);
        }
        var last = widen(FloatVector.fromArray(FLOATS, probabilities, from + length - LANES));
        var sum = refuseNegative(last).blend(0, restOf(length).not());
        for (int i = 0; i <= length - LANES; i += LANES) {
            sum = sum.add(refuseNegative(widen(FloatVector.fromArray(FLOATS, probabilities, from + i))));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    /** As {@link RowKernel#differences}. */
    static void differences(
            double[] values, double[] factors, double[] sums, int rows, int columns, float[] to, int toStart) {
        if (columns < LANES) {
            PLAIN.differences(values, factors, sums, rows, columns, to, toStart);
            return;
        }
        for (int r = 0; r < rows; r++) {
            var factor = DoubleVector.broadcast(DOUBLES, factors[r]);
            int end = (r + 1) * columns;
            int i = r * columns;
            for (; i <= end - LANES; i += LANES) {
                narrow(difference(values, factor, sums, i)).intoArray(to, toStart + i);
            }
            if (i < end) { // the last step takes some a second time
                narrow(difference(values, factor, sums, end - LANES)).intoArray(to, toStart + end - LANES);
            }
        }
    }

    private static DoubleVector difference(double[] values, DoubleVector factor, double[] sums, int i) {
        return DoubleVector.fromArray(DOUBLES, values, i).mul(factor).sub(DoubleVector.fromArray(DOUBLES, sums, i));
    }

    private static FloatVector narrow(DoubleVector values) {
        return (FloatVector) values.convertShape(VectorOperators.D2F, FLOATS, 0);
    }

    private static DoubleVector refuseNegative(DoubleVector values) {
        return values.blend(Double.NaN, values.compare(VectorOperators.LT, 0));
    }
}
