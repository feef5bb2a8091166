package io.ctcservice.audio;

/**
 * The parts of a front end that make the rows of a sound that arrives chunk by chunk those of the whole: pre-emphasis over the signal, the
 * samples assumed before it, then rows each made of {@code window} samples and no others. Behind the end there is what the caller appends.
 *
 * @param rows of samples with those before the sound, where row t is made of {@code window} samples from t·hop on
 * @param window so many samples make a row
 * @param lead so many samples are assumed before the sound
 * @param edges what they are
 * @param preEmphasis c of x_n − c·x_{n−1} over the signal, 0 for none
 */
public record CausalFrontEnd(SoundFrontEnd rows, int window, int lead, FrameSettings.Edges edges, double preEmphasis) {

    /** Returns a front end that needs nothing before the sound. */
    static CausalFrontEnd of(SoundFrontEnd rows, int window) {
        return new CausalFrontEnd(rows, window, 0, FrameSettings.Edges.WHOLE, 0);
    }

    /** Returns how many samples there must be before those before the sound are known. */
    public int needed() {
        return switch (edges) {
            case WHOLE, ZEROS -> 0;
            case MIRROR -> lead;
            case REFLECT -> lead + 1;
        };
    }

    /**
     * Returns the {@code lead} samples before the sound.
     *
     * @param samples of the start, after pre-emphasis
     * @param count how many of them there are, at least {@link #needed}
     */
    public double[] before(double[] samples, int count) {
        var before = new double[lead];
        for (int n = 0; n < lead; n++) {
            before[n] = edges.sample(samples, count, (long) n - lead);
        }
        return before;
    }

    /**
     * Returns samples after pre-emphasis.
     *
     * @param last the sample before them; 0 at the start
     */
    public double[] emphasised(double[] samples, int count, double last) {
        var signal = new double[count];
        double previous = last;
        for (int n = 0; n < count; n++) {
            signal[n] = samples[n] - preEmphasis * previous;
            previous = samples[n];
        }
        return signal;
    }
}
