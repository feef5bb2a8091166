package io.ctcservice.core.decode;

/** A counter of the frames of a stream, of its segment under way, and of the silent ones at the end of that. Not thread-safe. */
final class SegmentClock {

    private long start;
    private int frames;
    private int silent;

    /** Counts a frame of the segment under way. */
    void tick(boolean isSilent) {
        frames++;
        silent = isSilent ? silent + 1 : 0;
    }

    /** Begins a segment. */
    void restart() {
        start += frames;
        frames = 0;
        silent = 0;
    }

    /** Returns the number of frames before the segment under way. */
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
