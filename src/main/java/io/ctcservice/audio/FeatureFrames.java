package io.ctcservice.audio;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.List;

/** The features of a sound that arrives in blocks: pre-emphasis, frames, and what {@link FrameAnalysis} makes of each. Not thread-safe. */
final class FeatureFrames {

    private static final double PRE_EMPHASIS = 0.97;
    private static final int FIRST_FRAMES = 64;

    private final FrameAnalysis analysis;
    private final SpectralSettings settings;
    private final int hop;
    private final double[] frame;
    private float[] features;
    private int filled = 0; // of the frame
    private int count = 0;
    private double before = 0; // the last sample

    /**
     * @param length of a frame, in samples
     * @param hop samples from one frame to the next, at most {@code length}
     */
    FeatureFrames(FrameAnalysis analysis, int length, int hop, SpectralSettings settings) {
        this.analysis = analysis;
        this.settings = settings;
        this.hop = hop;
        this.frame = new double[length];
        this.features = new float[FIRST_FRAMES * settings.dimension()];
    }

    /** Takes the next samples. */
    void add(double[] samples, int length) {
        for (int i = 0; i < length; i++) {
            frame[filled++] = samples[i] - PRE_EMPHASIS * before;
            before = samples[i];
            if (filled == frame.length) {
                analyse();
                System.arraycopy(frame, hop, frame, 0, frame.length - hop);
                filled = frame.length - hop;
            }
        }
    }

    /** Takes the end: a sound shorter than a frame is filled up with zeros. */
    void end() {
        if (count == 0) {
            Arrays.fill(frame, filled, frame.length, 0);
            analyse();
        }
        new Levels(Levels.Normalization.valueOf(settings.normalization().name()), List.of(), List.of())
                .apply(features, count, settings.dimension());
    }

    private void analyse() {
        Cancellation.checkAt(count);
        int at = count * settings.dimension();
        if (at + settings.dimension() > features.length) {
            features = Arrays.copyOf(features, 2 * features.length);
        }
        analysis.analyse(frame, features, at);
        count++;
    }

    /** Returns the features {@code [T][D]}. */
    FloatMatrix features() {
        return FloatMatrix.adopt(count, settings.dimension(), Arrays.copyOf(features, count * settings.dimension()));
    }

    List<Double> bandCentres() {
        return analysis.bandCentres();
    }
}
