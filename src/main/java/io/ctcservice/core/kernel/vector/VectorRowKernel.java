package io.ctcservice.core.kernel.vector;

import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.ScalarRowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;

/** The row kernel on the widest vectors that the machine has. */
public final class VectorRowKernel implements RowKernel {

    private final RowKernel plain = new ScalarRowKernel();

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public void logSums(float[] scores, int from, int rows, int columns, double[] sums, int sumsFrom) {
        VectorSums.logSums(scores, from, rows, columns, sums, sumsFrom);
    }

    @Override
    public float farthest(float[] scores, int from, int to) {
        return VectorSums.farthest(scores, from, to);
    }

    @Override
    public void exponentialSums(float[] scores, int from, int rows, int columns, double[] sums, double[] exponentials) {
        VectorSums.exponentialSums(scores, from, rows, columns, sums, exponentials);
    }

    @Override
    public double sum(float[] probabilities, int from, int length) {
        return VectorSums.sum(probabilities, from, length);
    }

    @Override
    public int argmax(float[] scores, int from, int length) {
        return VectorArgmax.argmax(scores, from, length);
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
            VectorExponential.write(scores, from + r * stride, columns, shifts[r], to, toStart + r * toStride);
        }
    }

    @Override
    public void exponentiate(double[] values, int from, int to) {
        int end = VectorExponential.replace(values, from, to);
        plain.exponentiate(values, end, to);
    }

    @Override
    public void softmax(float[] scores, int from, int length, double shift, float[] to, int toStart) {
        VectorSoftmax.write(scores, from, length, shift, to, toStart);
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
        if (RegisterTable.fits(size)) {
            RegisterTable.write(table, size, rows, factors, index, from, until, to, stride);
        } else {
            plain.gather(table, size, rows, factors, index, from, until, to, stride);
        }
    }

    @Override
    public void differences(
            double[] values, double[] factors, double[] sums, int rows, int columns, float[] to, int toStart) {
        VectorSums.differences(values, factors, sums, rows, columns, to, toStart);
    }

    @Override
    public void split(double[] values, long[] exponents, int from, int to) {
        VectorPowers.split(values, exponents, from, to);
    }

    @Override
    public boolean share(Slots slots, int from, int to) {
        return SharedExponents.share(slots, from, to);
    }

    @Override
    public void normalise(Slots slots, int from, int to) {
        ExactSlots.normalise(slots, from, to);
    }

    @Override
    public boolean advance(Slots slots, SegmentRows rows, int from, int to, int frames) {
        return SharedSlots.advance(slots, rows, from, to, frames);
    }

    @Override
    public void advanceExactly(Slots slots, SegmentRows rows, int from, int to, int frames) {
        ExactSlots.advance(slots, rows, from, to, frames);
    }

    @Override
    public boolean retreat(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        return SharedSlots.retreat(slots, rows, from, to, frames, forward, posteriors);
    }

    @Override
    public void retreatExactly(
            Slots slots, SegmentRows rows, int from, int to, int frames, Slots forward, Posteriors posteriors) {
        ExactSlots.retreat(slots, rows, from, to, frames, forward, posteriors);
    }
}
