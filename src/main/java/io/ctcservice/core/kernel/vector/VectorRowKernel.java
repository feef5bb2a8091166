package io.ctcservice.core.kernel.vector;

import io.ctcservice.core.kernel.Posteriors;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.SegmentRows;
import io.ctcservice.core.kernel.Slots;

/** The row kernel on the widest vectors that the machine has. */
public final class VectorRowKernel implements RowKernel {

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public double logSumOfExponentials(float[] scores, int from, int length) {
        return VectorExponential.logSum(scores, from, length);
    }

    @Override
    public double sum(float[] probabilities, int from, int length) {
        return VectorExponential.sum(probabilities, from, length);
    }

    @Override
    public void exponentials(float[] scores, int from, int length, double shift, double[] to, int toStart) {
        VectorExponential.write(scores, from, length, shift, to, toStart);
    }

    @Override
    public void softmax(float[] scores, int from, int length, double shift, float[] to, int toStart) {
        VectorExponential.write(scores, from, length, shift, to, toStart);
    }

    @Override
    public void gather(
            double[] table, int start, int size, long[] index, int from, int until, double[] to, int toStart) {
        if (!RegisterTable.write(table, start, size, index, from, until, to, toStart)) {
            for (int i = from; i < until; i++) {
                to[toStart + i] = table[start + (int) index[i]];
            }
        }
    }

    @Override
    public void split(double[] values, long[] exponents, int from, int to) {
        VectorExponential.split(values, exponents, from, to);
    }

    @Override
    public boolean share(Slots slots, int from, int to) {
        return SharedSlots.share(slots, from, to);
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
