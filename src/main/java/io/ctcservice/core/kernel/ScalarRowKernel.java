package io.ctcservice.core.kernel;

/** The row kernel for a JVM without the Vector API: plain loops, most of which the compiler can vectorise itself. */
public final class ScalarRowKernel implements RowKernel {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void logSums(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom) {
        for (int t = 0; t < rows; t++) {
            sums[sumsFrom + t] = logSum(scores, from + t * columns, columns);
        }
    }

    private static double logSum(float[] scores, int from, int length) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + length; i++) {
            largest = scores[i] > largest ? scores[i] : largest; // a NaN spoils the sum below
        }
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += Exponential.exp(scores[i] - (double) largest);
        }
        return largest + Math.log(sum);
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
        for (int i = 0; i < rows * columns; i++) {
            exponentials[i] = Exponential.exp(scores[from + i]);
        }
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = r * columns; i < (r + 1) * columns; i++) {
                sum += exponentials[i];
            }
            sums[r] = sum;
        }
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
        for (int r = 0; r < rows; r++) {
            int row = from + r * stride;
            int toRow = toStart + r * toStride;
            double shift = shifts[r];
            for (int i = 0; i < columns; i++) {
                to[toRow + i] = Exponential.exp(scores[row + i] - shift);
            }
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
        for (int i = 0; i < length; i++) {
            to[toFrom + i] = (float) Exponential.exp(scores[from + i] - shift);
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
