package io.ctcservice.core.kernel;

/** The row kernel for a JVM without the Vector API: plain loops, most of which the compiler can vectorise itself. */
public final class ScalarRowKernel implements RowKernel {

    /** Exponentials at a time, where they need not be kept. */
    private static final int BLOCK = Exponential.Block.LENGTH;

    @Override
    public String name() {
        return "scalar";
    }

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
    public float farthest(float[] scores, int from, int to) {
        int farthest = 0;
        for (int i = from; i < to; i++) {
            farthest = Math.max(farthest, Float.floatToRawIntBits(scores[i]) & Integer.MAX_VALUE);
        }
        return Float.intBitsToFloat(farthest);
    }

    @Override
    public void exponentialSums(float[] scores, int from, int rows, int columns, double[] sums, double[] exponentials) {
        new Exponential.Block().write(scores, from, rows * columns, 0, exponentials, 0);
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

    @Override
    public int argmax(float[] scores, int from, int length) {
        int best = from;
        float highest = scores[from];
        for (int i = from + 1; i < from + length; i++) {
            if (scores[i] > highest) {
                highest = scores[i];
                best = i;
            }
        }
        return best - from;
    }

    @Override
    public void exponentials(
            float[] scores,
            int from,
            int stride,
            int rows,
            int columns,
            double[] shifts,
            double[] to,
            int toStart,
            int toStride) {
        var exponential = new Exponential.Block();
        for (int r = 0; r < rows; r++) {
            exponential.write(scores, from + r * stride, columns, shifts[r], to, toStart + r * toStride);
        }
    }

    @Override
    public void exponentiate(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Exponential.exp(values[i]);
        }
    }

    @Override
    public void softmax(float[] scores, int from, int length, double shift, float[] to, int toFrom) {
        var block = new double[BLOCK];
        var exponential = new Exponential.Block();
        for (int i = 0; i < length; i += BLOCK) {
            int count = Math.min(BLOCK, length - i);
            exponential.write(scores, from + i, count, shift, block, 0);
            for (int k = 0; k < count; k++) {
                to[toFrom + i + k] = (float) block[k];
            }
        }
    }

    @Override
    public void gather(
            double[] table,
            int size,
            int rows,
            double[] factors,
            long[] index,
            int from,
            int until,
            double[] to,
            int stride) {
        for (int r = 0; r < rows; r++) {
            int row = r * size;
            int toRow = r * stride;
            double factor = factors[r];
            for (int i = from; i < until; i++) {
                to[toRow + i] = table[row + (int) index[i]] * factor;
            }
        }
    }

    @Override
    public void differences(
            double[] values, double[] factors, double[] sums, int rows, int columns, float[] to, int toStart) {
        for (int r = 0; r < rows; r++) {
            double factor = factors[r];
            for (int i = r * columns; i < (r + 1) * columns; i++) {
                to[toStart + i] = (float) (values[i] * factor - sums[i]);
            }
        }
    }

    @Override
    public void split(double[] values, long[] exponents, int from, int to) {
        for (int i = from; i < to; i++) {
            if (values[i] == Double.NEGATIVE_INFINITY) {
                values[i] = 0;
                exponents[i] = Slots.NONE;
            } else {
                double y = values[i] * Exponential.LOG2_E;
                double whole = Math.rint(y);
                values[i] = Exponential.powerOfTwo(y - whole);
                exponents[i] = (long) whole;
            }
        }
    }

    @Override
    public boolean share(Slots slots, int from, int to) {
        return ScalarSharedSlots.share(slots, from, to);
    }

    @Override
    public void normalise(Slots slots, int from, int to) {
        ScalarExactSlots.normalise(slots, from, to);
    }

    @Override
    public boolean advance(Slots slots, SegmentRows rows, int from, int to, int frames) {
        return ScalarSharedSlots.advance(slots, rows, from, to, frames);
    }

    @Override
    public void advanceExactly(Slots slots, SegmentRows rows, int from, int to, int frames) {
        ScalarExactSlots.advance(slots, rows, from, to, frames);
    }

    @Override
    public boolean retreat(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        return ScalarSharedSlots.retreat(slots, rows, from, to, frames, forward, posteriors);
    }

    @Override
    public void retreatExactly(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        ScalarExactSlots.retreat(slots, rows, from, to, frames, forward, posteriors);
    }
}
