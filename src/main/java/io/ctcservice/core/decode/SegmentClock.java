package io.ctcservice.core.decode;

/** A counter of the frames of a stream, of its current segment, and of the silent ones at the end of that. Not thread-safe. */
final class SegmentClock {

    private long start;
    private int frames;
    private int silent;

    /** Counts a frame of the current segment. */
    void tick(boolean isSilent) {
        frames++;
        silent = isSilent ? silent + 1 : 0;
    }

    /** Starts a new segment. */
    void restart() {
        start += frames;
        frames = 0;
        silent = 0;
    }

    /** Returns the number of frames before the current segment. */
    long start() {
        return start;
    }

    int frames() {
        return frames;
    }

    int silent() {
        return silent;
    }
}
