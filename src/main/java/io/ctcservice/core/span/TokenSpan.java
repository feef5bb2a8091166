package io.ctcservice.core.span;

import java.util.List;

/**
 * The span of one token: the frames in which it was emitted, or may have been.
 *
 * @param label class index, or {@link #STAR}
 * @param start first frame
 * @param end frame after the last: {@code start < end}, but {@code start == end} for a star that has no room
 * @param score mean over its frames of ln p_t of the label, at most 0; NaN of a star
 */
public record TokenSpan(int label, int start, int end, double score) {

    /** The label of a star: text that the vocabulary cannot spell. */
    public static final int STAR = -1;

    /** Returns the span of a star that may be anywhere in these frames. */
    public static TokenSpan ofStar(int start, int end) {
        return new TokenSpan(STAR, start, end, Double.NaN);
    }

    /** Returns whether this is a star, which has no symbol in the vocabulary. */
    public boolean isStar() {
        return label == STAR;
    }

    /** Returns the number of frames. */
    public int frames() {
        return end - start;
    }

    /** Returns the mean of ln p over the frames of some tokens, at most 0; 0 of none. */
    public static double meanScore(List<TokenSpan> tokens) {
        double sum = 0;
        int frames = 0;
        for (TokenSpan token : tokens) {
            sum += token.score() * token.frames();
            frames += token.frames();
        }
        return frames == 0 ? 0 : sum / frames;
    }
}
