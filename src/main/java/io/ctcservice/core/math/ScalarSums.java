package io.ctcservice.core.math;

/** The {@link SoftmaxSums} in plain loops. */
public final class ScalarSums implements SoftmaxSums {

    /** The number of exponentials at a time, where they need not be kept. */
    private static final int BLOCK = Exponential.Block.LENGTH;

    @Override
    public void logSums(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom) {
        var block = new double[BLOCK];
        var exponential = new Exponential.Block();
        for (int t = 0; t < rows; t++) {
            sums[sumsFrom + t] = logSum(scores, from + t * columns, columns, exponential, block);
        }
    }

    private static double logSum(float[] scores, int from, int length, Exponential.Block exponential, double[] block) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + length; i++) {
            largest = Math.max(largest, scores[i]);
        }
        double sum = 0;
        for (int i = 0; i < length; i += BLOCK) {
            int count = Math.min(BLOCK, length - i);
            exponential.write(scores, from + i, count, largest, block, 0);
            sum += sum(block, 0, count);
        }
        return largest + Math.log(sum);
    }

    private static double sum(double[] values, int from, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = from;
        for (; i < from + length - 3; i += 4) {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
        }
        for (; i < from + length; i++) {
            sum0 += values[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    @Override
    public float largestMagnitude(float[] scores, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(scores[i])); // NaN if one is
        }
        return largest;
    }

    @Override
    public void exponentialSums(float[] scores, int from, int rows, int columns, double[] sums, double[] exponentials) {
        new Exponential.Block().writeModerate(scores, from, rows * columns, exponentials, 0);
        int r = 0;
        for (; r < rows - 3; r += 4) {
            sumFour(exponentials, r * columns, columns, sums, r);
        }
        for (; r < rows; r++) {
            sums[r] = sum(exponentials, r * columns, columns);
        }
    }

    /** Sums four rows, so that the processor adds to four sums at a time. */
    private static void sumFour(double[] values, int from, int columns, double[] sums, int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = from; i < from + columns; i++) {
            sum0 += values[i];
            sum1 += values[i + columns];
            sum2 += values[i + 2 * columns];
            sum3 += values[i + 3 * columns];
        }
        sums[to] = sum0;
        sums[to + 1] = sum1;
        sums[to + 2] = sum2;
        sums[to + 3] = sum3;
    }

    @Override
    public double sum(float[] probabilities, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += probabilities[i] >= 0 ? probabilities[i] : Double.NaN;
        }
        return sum;
    }
}
