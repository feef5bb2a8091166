package io.ctcservice.core.span;

/**
 * One word of a hypothesis with its span and confidence.
 *
 * @param text the word, without delimiters
 * @param firstToken index of its first token
 * @param endToken index after its last token
 * @param start first frame of the first token
 * @param end frame after the last token's last: {@code start < end}
 * @param score mean of ln p_t over the frames of its tokens, at most 0
 * @param confidence the least of its tokens' confidences
 */
public record WordSpan(String text, int firstToken, int endToken, int start, int end, double score, double confidence) {

    /** Returns the same word where so many frames come before. */
    public WordSpan after(int frames) {
        return new WordSpan(text, firstToken, endToken, start + frames, end + frames, score, confidence);
    }
}
