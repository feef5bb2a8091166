package io.ctcservice.recognition;

/**
 * The chunks in which a streaming network takes the rows of its front end.
 *
 * @param rows of a chunk
 * @param step rows from the first of one chunk to the first of the next, at most {@code rows}
 * @param rowsPerFrame rows from one frame of the output to the next; {@code step} is a multiple of it
 * @param areJoined whether one run may take several chunks at once, where they do not overlap
 * @param rowsBefore rows of zeros before the first of the sound
 * @param delayFrames look-ahead: the output is delayed by so many frames
 */
record Chunks(int rows, int step, int rowsPerFrame, boolean areJoined, int rowsBefore, int delayFrames) {

    /** Returns the chunks of a network that takes any whole number of frames. */
    static Chunks ofFrames(int rowsPerFrame, int delayFrames) {
        return new Chunks(rowsPerFrame, rowsPerFrame, rowsPerFrame, true, 0, delayFrames);
    }

    /** Returns the number of frames that a chunk gives. */
    int frames() {
        return step / rowsPerFrame;
    }

    /** Returns how many chunks there are in so many rows, those before the sound included. */
    long in(long available) {
        return available < rows ? 0 : 1 + (available - rows) / step;
    }

    /** Returns how many rows of the sound the first {@code frames} frames are made of. */
    long rowsFor(long frames) {
        return (Math.ceilDiv(frames, (long) frames()) - 1) * step + rows - rowsBefore;
    }
}
