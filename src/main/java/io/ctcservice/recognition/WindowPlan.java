package io.ctcservice.recognition;

/**
 * The lengths of the windows into which sound is cut, in samples.
 *
 * @param length of a window, a multiple of {@code samplesPerFrame}
 * @param overlap of two windows, a multiple of {@code samplesPerFrame}, less than {@code length}
 * @param samplesPerFrame from one row of scores to the next
 */
record WindowPlan(int length, int overlap, int samplesPerFrame) {

    WindowPlan {
        if (samplesPerFrame < 1
                || overlap < 0
                || overlap >= length
                || (length | overlap) < 0
                || length % samplesPerFrame != 0
                || overlap % samplesPerFrame != 0) {
            throw new IllegalArgumentException(length + ", " + overlap + ", " + samplesPerFrame);
        }
    }

    /** Returns windows of about these lengths, which fall on whole frames. */
    static WindowPlan of(double seconds, double overlapSeconds, int sampleRate, int samplesPerFrame) {
        int length = Math.max(2, (int) (seconds * sampleRate / samplesPerFrame)) * samplesPerFrame;
        int overlap = ((int) (overlapSeconds * sampleRate / samplesPerFrame)) * samplesPerFrame;
        return new WindowPlan(length, Math.min(overlap, length - samplesPerFrame), samplesPerFrame);
    }
}
