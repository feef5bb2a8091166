package io.ctcservice.audio;

import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * An extractor of log-mel filter banks or MFCC from a sound while it is read.
 *
 * <ol>
 *   <li>pre-emphasis y_n = x_n − 0.97·x_{n−1}, y_0 = x_0
 *   <li>frames of 25 ms every 10 ms, rounded to samples, none beyond the end; a sound shorter than one frame is filled
 *       up with zeros
 *   <li>periodic Hann window, FFT of N points, the next power of two, power |X_k|²/N
 *   <li>mel filter bank, ln of each energy or of 1e-10 if that is more; for MFCC the orthonormal DCT-II
 *   <li>normalisation over the utterance
 * </ol>
 *
 * Immutable and thread-safe.
 */
public final class FeatureExtractor {

    private static final double WINDOW_SECONDS = 0.025;
    private static final double HOP_SECONDS = 0.010;
    private static final double PRE_EMPHASIS = 0.97;
    private static final int FIRST_FRAMES = 64;

    private final SpectralSettings settings;
    private final int maxFrames;

    /** @param maxFrames the most frames that a sound may have */
    public FeatureExtractor(SpectralSettings settings, int maxFrames) {
        this.settings = settings;
        this.maxFrames = maxFrames;
    }

    /**
     * Reads a sound to its end and returns its features. Memory: the features, and one frame.
     *
     * @throws SoundFormatException if the file is damaged, holds no sample, or more than the most frames
     */
    public SpectralFeatures extract(WavReader sound) throws IOException {
        int length = (int) Math.round(WINDOW_SECONDS * sound.sampleRate());
        int hop = (int) Math.round(HOP_SECONDS * sound.sampleRate());
        int dimension = settings.dimension();
        var analysis = new FrameAnalysis(settings, length, sound.sampleRate());
        var features = new float[FIRST_FRAMES * dimension];
        var frame = new double[length];
        double before = 0; // the last sample that was read
        long samples = 0;
        int frames = 0;
        boolean isFull = true;
        while (isFull) {
            int kept = frames == 0 ? 0 : length - hop;
            int got = sound.read(frame, kept, length - kept);
            samples += got;
            before = emphasise(frame, kept, got, before);
            isFull = kept + got == length;
            if (isFull || frames == 0) {
                requireRoom(samples, frames);
                features = withRoomFor((frames + 1) * dimension, features);
                analysis.analyse(frame, features, frames++ * dimension);
                System.arraycopy(frame, hop, frame, 0, length - hop);
            }
        }
        new Levels(Levels.Normalization.valueOf(settings.normalization().name()), List.of(), List.of())
                .apply(features, frames, dimension);
        var matrix = FloatMatrix.adopt(frames, dimension, Arrays.copyOf(features, frames * dimension));
        return new SpectralFeatures(matrix, sound.sampleRate(), sound.channels(), samples, hop, analysis.bandCentres());
    }

    /** Replaces x_n by x_n − 0.97·x_{n−1} and returns the last x. */
    private static double emphasise(double[] samples, int from, int count, double before) {
        double previous = before;
        for (int n = from; n < from + count; n++) {
            double sample = samples[n];
            samples[n] = sample - PRE_EMPHASIS * previous;
            previous = sample;
        }
        return previous;
    }

    private void requireRoom(long samples, int frames) throws SoundFormatException {
        if (samples == 0) {
            throw SoundFormatException.refused("a sound without a sample");
        }
        if (frames == maxFrames) {
            throw SoundFormatException.refused("a sound of more than " + maxFrames + " frames");
        }
    }

    private static float[] withRoomFor(int size, float[] features) {
        return size <= features.length ? features : Arrays.copyOf(features, 2 * features.length);
    }
}
