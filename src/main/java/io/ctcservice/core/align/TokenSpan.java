package io.ctcservice.core.align;

/**
 * Where one label of a target was emitted.
 *
 * @param label class index, or {@link AlignmentTarget#STAR}
 * @param start first frame
 * @param end frame after the last: {@code start < end}
 * @param score mean over its frames of ln p_t of what was emitted there, at most 0
 */
public record TokenSpan(int label, int start, int end, double score) {

    /** Returns the number of frames. */
    public int frames() {
        return end - start;
    }
}
