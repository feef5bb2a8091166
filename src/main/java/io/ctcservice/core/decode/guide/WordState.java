package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.WordHash;
import org.jspecify.annotations.Nullable;

/**
 * The words of a prefix as far as scores of further labels depend on them: those before the current one that the language model looks
 * back to, and the current one so far. Prefixes that have these in common share the state, and all that was worked out for it. Not
 * thread-safe.
 */
final class WordState {

    /** The words before the current one, {@code [N − 1]}, the latest first; not to be changed. */
    final int[] context;

    /** The hash of the current word, {@link WordHash#EMPTY} before its first character. */
    final long hash;

    /** The current word among the signs around it; not to be changed. */
    final SignedWord signed;

    /** ln p of any unlisted word in the place of the current one. */
    final double unlistedStart;

    /** The state of the spelling model behind the current word. */
    final int spelling;

    /** ln p of the spelling of the current word so far. */
    final double spelled;

    /** What the current word adds to the score so far. */
    final double underWay;

    /** Whether the last label ends the word. */
    final boolean ended;

    /** Weight times ln p of the current word where it ends; NaN until that was asked for. */
    double wordEnd = Double.NaN;

    /** ln p of an unlisted word after {@link #context}; NaN until that was asked for. */
    double unlistedNext = Double.NaN;

    /** The state once the current word has ended. */
    @Nullable
    WordState next;

    private int label;
    private @Nullable WordState sibling;
    private @Nullable WordState firstChild;
    private int generation;

    /** Makes a state before the first character of a word. */
    static WordState atStart(int[] context, int spelling) {
        return new WordState(context, WordHash.EMPTY, SignedWord.NONE, 0, spelling, 0, 0, false);
    }

    WordState(
            int[] context,
            long hash,
            SignedWord signed,
            double unlistedStart,
            int spelling,
            double spelled,
            double underWay,
            boolean ended) {
        this.context = context;
        this.hash = hash;
        this.signed = signed;
        this.unlistedStart = unlistedStart;
        this.spelling = spelling;
        this.spelled = spelled;
        this.underWay = underWay;
        this.ended = ended;
    }

    /** Returns whether no character of the current word is there yet. */
    boolean isAtStart() {
        return hash == WordHash.EMPTY;
    }

    /** Returns whether a piece ends the current word. */
    boolean ends(WordPiece piece) {
        return hash != WordHash.EMPTY && (ended || piece.ends());
    }

    /** Returns the state after label {@code v} if it was added in this generation, else null. */
    @Nullable
    WordState child(int v, int now) {
        WordState child = generation == now ? firstChild : null;
        while (child != null && child.label != v) {
            child = child.sibling;
        }
        return child;
    }

    /** Adds the state after label {@code v}, and drops those of other generations. */
    void add(WordState child, int v, int now) {
        child.label = v;
        child.sibling = generation == now ? firstChild : null;
        firstChild = child;
        generation = now;
    }
}
