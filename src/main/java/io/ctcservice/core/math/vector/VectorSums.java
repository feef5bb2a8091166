package io.ctcservice.core.math.vector;

import static io.ctcservice.core.math.vector.VectorExponentials.DOUBLES;
import static io.ctcservice.core.math.vector.VectorExponentials.FLOATS;
import static io.ctcservice.core.math.vector.VectorExponentials.HAS_MASKS;
import static io.ctcservice.core.math.vector.VectorExponentials.LANES;
import static io.ctcservice.core.math.vector.VectorExponentials.addTerm;
import static io.ctcservice.core.math.vector.VectorExponentials.expOrZero;
import static io.ctcservice.core.math.vector.VectorExponentials.term;
import static io.ctcservice.core.math.vector.VectorExponentials.widen;

import io.ctcservice.core.math.ScalarSums;
import io.ctcservice.core.math.SoftmaxSums;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link SoftmaxSums} on vectors: ln Σ exp of rows. A double holds exp of every score that a network gives as a
 * rule, so that no largest score need be found and subtracted first; blocks of rows in which one is too large for that
 * are summed again with it.
 */
final class VectorSums implements SoftmaxSums {

    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Float> WIDE_FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> WIDE_INTS = IntVector.SPECIES_PREFERRED;
    private static final int BLOCK = 16;

    /** The bits of the largest score whose exp a double can hold. */
    private static final int LARGEST = Float.floatToIntBits(LARGEST_MAGNITUDE);

    private static final int MAGNITUDE = Integer.MAX_VALUE;

    /** As many zeros as there are lanes, then as many ones. */
    private static final double[] WEIGHTS = weights();

    /** The implementation for rows shorter than a vector, and where masks are needed that the processor has not. */
    private static final SoftmaxSums PLAIN = new ScalarSums();

    private static double[] weights() {
        var weights = new double[2 * LANES];
        Arrays.fill(weights, LANES, 2 * LANES, 1);
        return weights;
    }

    @Override
    public void logSums(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom) {
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
                logSumsOfEach(scores, from + t * columns, count, columns, sums, sumsFrom + t);
            }
        }
    }

    /** Sums each row as if it were alone: what comes of a row may not depend on those around it. */
    private static void logSumsOfEach(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom) {
        var block = new double[BLOCK];
        Arrays.fill(block, 1);
        for (int r = 0; r < rows; r++) {
            int row = from + r * columns;
            if (sum(scores, row, 1, columns, block)) {
                ln(block);
                sums[sumsFrom + r] = block[0];
            } else if (!HAS_MASKS) {
                PLAIN.logSums(scores, row, 1, columns, sums, sumsFrom + r);
            } else {
                sums[sumsFrom + r] = logSum(scores, row, columns);
            }
        }
    }

    /** Writes Σ exp(score) of some rows; returns false if a score is too large, or all are log zeros. */
    private static boolean sum(float[] scores, int from, int rows, int columns, double[] sums) {
        var largest = IntVector.zero(INTS);
        var rest = restOf(columns);
        for (int r = 0; r < rows; r++) {
            int row = from + r * columns;
            var sum = DoubleVector.zero(DOUBLES);
            for (int i = 0; i <= columns - LANES; i += LANES) {
                var score = FloatVector.fromArray(FLOATS, scores, row + i);
                largest = largest.max(score.reinterpretAsInts().and(MAGNITUDE));
                sum = addTerm(sum, widen(score));
            }
            if (columns % LANES != 0) {
                var score = FloatVector.fromArray(FLOATS, scores, row + columns - LANES);
                largest = largest.max(score.reinterpretAsInts().and(MAGNITUDE));
                sum = sum.add(term(widen(score)).mul(rest));
            }
            sums[r] = LaneSum.of(sum);
        }
        return largest.reduceLanes(VectorOperators.MAX) <= LARGEST;
    }

    @Override
    public float largestMagnitude(float[] scores, int from, int to) {
        var largest = IntVector.zero(WIDE_INTS);
        int i = from;
        for (; i <= to - WIDE_INTS.length(); i += WIDE_INTS.length()) {
            largest = largest.max(FloatVector.fromArray(WIDE_FLOATS, scores, i)
                    .reinterpretAsInts()
                    .and(MAGNITUDE));
        }
        int most = largest.reduceLanes(VectorOperators.MAX);
        for (; i < to; i++) {
            most = Math.max(most, Float.floatToRawIntBits(scores[i]) & MAGNITUDE);
        }
        return Float.intBitsToFloat(most);
    }

    @Override
    public void exponentialSums(float[] scores, int from, int rows, int columns, double[] sums, double[] exponentials) {
        if (columns < LANES) {
            PLAIN.exponentialSums(scores, from, rows, columns, sums, exponentials);
            return;
        }
        int end = rows * columns;
        int at = 0;
        for (; at <= end - LANES; at += LANES) {
            term(widen(FloatVector.fromArray(FLOATS, scores, from + at))).intoArray(exponentials, at);
        }
        if (at < end) { // the last step reads some scores a second time
            term(widen(FloatVector.fromArray(FLOATS, scores, from + end - LANES)))
                    .intoArray(exponentials, end - LANES);
        }
        var rest = restOf(columns);
        for (int r = 0; r < rows; r++) {
            int last = (r + 1) * columns - LANES;
            var sum = DoubleVector.fromArray(DOUBLES, exponentials, last).mul(rest);
            for (int i = r * columns; i <= last; i += LANES) {
                sum = sum.add(DoubleVector.fromArray(DOUBLES, exponentials, i));
            }
            sums[r] = LaneSum.of(sum);
        }
    }

    /**
     * Returns 1 for the last scores of a row, which whole vectors from its start do not reach, and 0 for those before: to be
     * multiplied with, since x86 has no masks of two lanes. What is not finite among those before is in the sum already.
     */
    private static DoubleVector restOf(int columns) {
        return DoubleVector.fromArray(DOUBLES, WEIGHTS, columns % LANES);
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
                .mul(restOf(length));
        for (int i = 0; i <= length - LANES; i += LANES) {
            sum = sum.add(expOrZero(
                    widen(FloatVector.fromArray(FLOATS, scores, from + i)).sub(max)));
        }
        return max + Math.log(LaneSum.of(sum));
    }

    @Override
    public double sum(float[] probabilities, int from, int length) {
        if (length < LANES || !HAS_MASKS) {
            return PLAIN.sum(probabilities, from, length);
        }
        var last = widen(FloatVector.fromArray(FLOATS, probabilities, from + length - LANES));
        var sum = refuseNegative(last).mul(restOf(length));
        for (int i = 0; i <= length - LANES; i += LANES) {
            sum = sum.add(refuseNegative(widen(FloatVector.fromArray(FLOATS, probabilities, from + i))));
        }
        return LaneSum.of(sum);
    }

    private static DoubleVector refuseNegative(DoubleVector values) {
        return values.blend(Double.NaN, values.compare(VectorOperators.LT, 0));
    }
}
