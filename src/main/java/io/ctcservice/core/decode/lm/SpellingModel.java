package io.ctcservice.core.decode.lm;

/**
 * How words that a language model does not list are spelled: ln p of each next character and of the end of the word, so
 * that a word under way has a price at every step. Letters go by the letter n-gram of the model's own words; figures,
 * which are in no list of words, by rules of their own: each digit is as probable as any other, a figure of one to four
 * digits may well end, one or two letters may stand before ({@code c1}, {@code pp35}) or behind ({@code 2a},
 * {@code 18th}), and figures and words that run into one another are dear. Any character may come. Immutable.
 */
public final class SpellingModel {

    /** p of a word that has begun with digits where the words before are listed, and where the last is not: figures come together. */
    public static final double FIGURE = 0.03;

    public static final double FIGURE_AFTER_UNLISTED = 0.3;

    private static final double DIGITS = Math.log(10);

    /** A character that no word of the list has: one such in 100 letters, and 100 of them. */
    private static final double UNSEEN = Math.log(1e-4);

    /** p of a digit after so many letters of a word; 4 stands for more. */
    private static final double[] DIGIT_AFTER_LETTERS = {1, 1e-2, 3e-3, 3e-5, 1e-9};

    /** p that a figure ends after so many digits; 5 stands for more. */
    private static final double[] END_AFTER_DIGITS = {0, 0.45, 0.45, 0.45, 0.8, 0.5};

    private static final double LETTER_AFTER_DIGITS = 0.01;
    /** p that a word ends after one letter behind digits, and after more. */
    private static final double[] END_AFTER_SUFFIX = {0.998, 0.9};

    private static final double DIGIT_AFTER_SUFFIX = 0.001;

    /** p that a word of one or two letters ends is so much lower than in the list, whose words these mostly are. */
    private static final double[] SHORT = {0, Math.log(0.05), Math.log(0.007)};

    /** Figures after so many digits are the states −1 to −5; behind them stand one letter, or more. */
    private static final int MOST_DIGITS = 5;

    private static final int ONE_SUFFIX = -6;
    private static final int SUFFIX = -7;

    private final Letters letters;
    private final LetterModel model;

    /** @param words of the list */
    SpellingModel(LetterCounts words) {
        this.letters = words.letters();
        this.model = words.model(letters);
    }

    /** Returns the state before the first character. */
    public int start() {
        return model.start();
    }

    /** Returns the state after a character, see {@link #logProb}. */
    public int next(int state, char next) {
        if (Character.isDigit(next)) {
            return state < 0 && state > ONE_SUFFIX ? Math.max(-MOST_DIGITS, state - 1) : -1;
        }
        if (state < 0) {
            return state > ONE_SUFFIX ? ONE_SUFFIX : SUFFIX;
        }
        int letter = letters.number(next);
        int s = state;
        int child = model.child(s, letter);
        while (child == LetterModel.NONE && s != LetterModel.ROOT) {
            s = model.fallback(s);
            child = model.child(s, letter);
        }
        return child == LetterModel.NONE ? LetterModel.ROOT : model.context(child);
    }

    /** Returns ln p of a character after those of the state. */
    public double logProb(int state, char next) {
        if (Character.isDigit(next)) {
            return digit(state);
        }
        int letter = letters.number(next);
        if (letter == Letters.UNSEEN) {
            return UNSEEN;
        }
        if (state >= 0) {
            return letter(state, letter);
        }
        double ends = state > ONE_SUFFIX ? 1 - LETTER_AFTER_DIGITS : end(state) + DIGIT_AFTER_SUFFIX;
        return Math.log((1 - ends) / letters.size());
    }

    private double digit(int state) {
        if (state <= ONE_SUFFIX) {
            return Math.log(DIGIT_AFTER_SUFFIX) - DIGITS;
        }
        return state < 0
                ? Math.log(1 - END_AFTER_DIGITS[-state] - LETTER_AFTER_DIGITS) - DIGITS
                : Math.log(DIGIT_AFTER_LETTERS[lettersBefore(state, DIGIT_AFTER_LETTERS.length - 1)]) - DIGITS;
    }

    /** Returns how many letters the word has so far; {@code most} also if there are more. */
    private int lettersBefore(int state, int most) {
        int length = model.lengthFromStart(state);
        return length < 0 ? most : Math.min(length, most);
    }

    private double letter(int state, int letter) {
        double logProb = 0;
        int s = state;
        while (true) {
            int child = model.child(s, letter);
            if (child != LetterModel.NONE) {
                return logProb + model.logProb(child);
            }
            if (s == LetterModel.ROOT) {
                return logProb + UNSEEN; // no word of the list ends: there is none
            }
            logProb += model.logBackoff(s);
            s = model.fallback(s);
        }
    }

    private static double end(int state) {
        return END_AFTER_SUFFIX[state == ONE_SUFFIX ? 0 : 1];
    }

    /** Returns ln p that the word ends. */
    public double endLogProb(int state) {
        if (state < 0) {
            return Math.log(state > ONE_SUFFIX ? END_AFTER_DIGITS[-state] : end(state));
        }
        int length = lettersBefore(state, SHORT.length);
        return letter(state, Letters.END) + (length < SHORT.length ? SHORT[length] : 0);
    }

    long bytes() {
        return model.bytes();
    }
}
