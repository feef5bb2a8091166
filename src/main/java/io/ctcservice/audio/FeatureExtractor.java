package io.ctcservice.audio;

import io.ctcservice.core.Counted;
import java.io.IOException;
import java.util.concurrent.Executor;

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
    private static final int BLOCK = 1 << 16;

    private final SpectralSettings settings;
    private final int maxFrames;
    private final String limit;

    /** @param maxFrames the most frames that a sound may have */
    public FeatureExtractor(SpectralSettings settings, int maxFrames) {
        this(settings, maxFrames, "");
    }

    /**
     * @param maxFrames the most frames that a sound may have
     * @param limit what sets that, for the refusal; may be empty
     */
    public FeatureExtractor(SpectralSettings settings, int maxFrames, String limit) {
        this.settings = settings;
        this.maxFrames = maxFrames;
        this.limit = limit;
    }

    /** Returns the features of a sound, as {@link #extract(Sound, Executor)} does, which computes at once. */
    public SpectralFeatures extract(Sound sound) throws IOException {
        return extract(sound, Runnable::run);
    }

    /**
     * Reads a sound to its end and returns its features. Memory: the features, and a block of samples.
     *
     * @param turns computes, on this thread, what follows from the samples that have been read: while it does, nothing is read
     * @throws SoundFormatException if the file is damaged, holds no sample, or more than the most frames
     */
    public SpectralFeatures extract(Sound sound, Executor turns) throws IOException {
        int length = (int) Math.round(WINDOW_SECONDS * sound.sampleRate());
        int hop = (int) Math.round(HOP_SECONDS * sound.sampleRate());
        var frames = new FeatureFrames(new FrameAnalysis(settings, length, sound.sampleRate()), length, hop, settings);
        var block = new double[BLOCK];
        long samples = 0;
        for (int got = BLOCK; got == BLOCK; ) {
            got = sound.read(block, 0, BLOCK);
            samples += got;
            requireRoom(samples, (samples - length) / hop + 1);
            int count = got;
            turns.execute(() -> frames.add(block, count));
        }
        turns.execute(frames::end);
        return new SpectralFeatures(
                frames.features(), sound.sampleRate(), sound.channels(), samples, hop, frames.bandCentres());
    }

    private void requireRoom(long samples, long frames) throws SoundFormatException {
        if (samples == 0) {
            throw SoundFormatException.refused("a sound without a sample");
        }
        if (frames > maxFrames) {
            throw SoundFormatException.refused("a sound of more than " + Counted.of(maxFrames, "frame")
                    + (limit.isEmpty() ? "" : "; the limit is " + limit));
        }
    }
}
