package io.ctcservice.audio;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.FloatMatrix;
import java.util.List;
import java.util.Optional;

/**
 * A front end that puts several rows of another one side by side, so that there are fewer and longer ones. Row i is made of those around
 * i·{@code step}; before the first row and after the last these are repeated. Immutable and thread-safe.
 *
 * @see <a href="https://research.google/pubs/lower-frame-rate-neural-network-acoustic-models/">Pundak and Sainath 2016</a>, and
 *     {@code apply_lfr} of FunASR for the edges
 */
public final class StackedFrontEnd implements SoundFrontEnd {

    private final SoundFrontEnd rows;
    private final int count;
    private final int step;
    private final Levels levels;

    /**
     * @param rows that are put together
     * @param count how many of them make a row
     * @param step from the first of one row to the first of the next, at most {@code count}
     * @param mean what is subtracted from the values of a row: one number, or one for each; empty for nothing
     * @param inverseDeviation what they are multiplied by then, likewise
     */
    public StackedFrontEnd(SoundFrontEnd rows, int count, int step, List<Double> mean, List<Double> inverseDeviation) {
        if (step < 1 || step > count) {
            throw new CtcInputException("stack-hop", step, "1 to " + count + ", the rows that are put together");
        }
        this.rows = rows;
        this.count = count;
        this.step = step;
        this.levels = new Levels(Levels.Normalization.NONE, mean, inverseDeviation);
    }

    @Override
    public int sampleRate() {
        return rows.sampleRate();
    }

    @Override
    public int hop() {
        return rows.hop() * step;
    }

    /** Returns nothing: a row needs some that come later. */
    @Override
    public Optional<CausalFrontEnd> causal() {
        return Optional.empty();
    }

    @Override
    public int dimension() {
        return rows.dimension() * count;
    }

    @Override
    public FloatMatrix rows(double[] samples, int length) {
        var single = rows.rows(samples, length);
        int width = single.columns();
        int stacked = Math.ceilDiv(single.rows(), step);
        var values = new float[stacked * dimension()];
        float[] from = single.borrowArray();
        for (int i = 0; i < stacked; i++) {
            int first = i * step - (count - 1) / 2;
            for (int j = 0; j < count; j++) {
                int row = Math.clamp((long) first + j, 0, single.rows() - 1);
                System.arraycopy(from, row * width, values, (i * count + j) * width, width);
            }
        }
        levels.apply(values, stacked, dimension());
        return FloatMatrix.adopt(stacked, dimension(), values);
    }
}
