package io.ctcservice.core.lm;

/**
 * The characters that may follow digits and signs, of which no list of words says anything: for each state behind them ln p of the end, of
 * a letter and of a digit. States are negative; those of letters, which are 0 and more, are the {@link LetterModel}'s.
 */
final class Continuations {

    /** The state after a digit. */
    static final int DIGIT = -1;

    /** The state after one letter behind digits, as in {@code 2a}. */
    static final int ONE_LETTER = -2;

    /** The state after more letters behind digits, as in {@code 18th}. */
    static final int MORE_LETTERS = -3;

    /** The state after a sign of a figure, as in {@code 3.50}. */
    static final int SIGN = -4;

    /** The state after signs before a word or figure. */
    static final int FIRST_SIGN = -5;

    /** The state after a sign behind a word, or part of one. */
    static final int LAST_SIGN = -6;

    /** The state after a word that the language model lists and prices, in which only signs may follow. */
    static final int AFTER_WORD = -7;

    /** The state after the period behind an initial, as in {@code u.s.} */
    static final int BEHIND_INITIAL = -8;

    private static final double[] END = new double[1 - BEHIND_INITIAL];
    private static final double[] LETTER = new double[END.length];
    private static final double[] ANY_DIGIT = new double[END.length];

    static {
        set(DIGIT, 0.5, 1e-3, 0.499);
        set(ONE_LETTER, 0.99, 0.009, 1e-3);
        set(MORE_LETTERS, 0.9, 0.099, 1e-3);
        set(SIGN, 0.1, 0.01, 0.89);
        set(FIRST_SIGN, 0.05, 0.45, 0.5);
        set(LAST_SIGN, 0.9, 0.08, 0.02);
        set(AFTER_WORD, 0, 0, 0);
        set(BEHIND_INITIAL, 0.45, 0.5, 0.02);
    }

    private Continuations() {}

    private static void set(int state, double end, double letter, double digit) {
        END[-state] = Math.log(end);
        LETTER[-state] = Math.log(letter);
        ANY_DIGIT[-state] = Math.log(digit);
    }

    /** Returns ln p that the word ends. */
    static double end(int state) {
        return END[-state];
    }

    /** Returns ln p that a letter follows, whichever. */
    static double letter(int state) {
        return LETTER[-state];
    }

    /** Returns ln p that a digit follows, whichever. */
    static double digit(int state) {
        return ANY_DIGIT[-state];
    }
}
