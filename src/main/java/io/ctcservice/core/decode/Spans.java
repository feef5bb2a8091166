package io.ctcservice.core.decode;

import io.ctcservice.core.span.DecodedToken;
import io.ctcservice.core.span.WordSpan;
import java.util.List;

/** The spans of a hypothesis: its best path, and the tokens and words on it. Immutable. */
public final class Spans {

    private final int[] framePath;
    private final List<DecodedToken> tokens;
    private final List<WordSpan> words;

    Spans(int[] framePath, List<DecodedToken> tokens, List<WordSpan> words) {
        this.framePath = framePath.clone();
        this.tokens = List.copyOf(tokens);
        this.words = List.copyOf(words);
    }

    /** Returns the spans of the empty hypothesis about no frames. */
    public static Spans ofNothing() {
        return new Spans(new int[0], List.of(), List.of());
    }

    /** Returns the same spans where so many frames come before: those of a stream before a segment. */
    public Spans after(int frames) {
        return new Spans(
                framePath,
                tokens.stream().map(token -> token.after(frames)).toList(),
                words.stream().map(word -> word.after(frames)).toList());
    }

    /** Returns the class of each frame on the most probable path of the labels: T of them, blanks included. */
    public int[] framePath() {
        return framePath.clone();
    }

    /** Returns one token for each label, in order. */
    public List<DecodedToken> tokens() {
        return tokens;
    }

    /** Returns the words, in order. */
    public List<WordSpan> words() {
        return words;
    }
}
