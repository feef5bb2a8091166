package io.ctcservice.core.align;

/**
 * A word of a transcript with its span; the span of a word of stars alone is only a possible place.
 *
 * @param text the word, without delimiters
 * @param firstToken index of its first token
 * @param endToken index after its last token
 * @param start first frame of its first token that is no star
 * @param end frame after the last of its last token that is no star: {@code start < end}, but {@code start == end} for
 *     stars that have no room
 * @param score mean of ln p_t over the frames of its tokens, at most 0; NaN of stars alone
 */
public record AlignedWord(String text, int firstToken, int endToken, int start, int end, double score) {}
