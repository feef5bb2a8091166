package io.ctcservice.core.lm;

/**
 * A model of the spelling of words that a language model does not list: ln p of each next character and of the end of
 * the word, so that an unfinished word has a price at every step. Letters go by the letter n-gram of the model's own
 * words. Figures, which are in no list of words, are a class of their own: each digit is as probable as any other, the
 * figure ends after each with the same probability, one or two letters may stand before ({@code c1}, {@code pp35}) or
 * behind ({@code 2a}, {@code 18th}), and figures and words that run into one another are dear. Any character may come.
 * Immutable.
 */
public final class SpellingModel {

    /** The probability of a number in place of a word. */
    public static final double FIGURE = 0.1;

    private static final double DIGITS = Math.log(10);

    /** ln p of a character that no word of the list has: one in 100 letters, and 100 such characters. */
    private static final double UNSEEN = Math.log(1e-4);

    /** The probability of a digit after one or two letters, and after more. */
    private static final double DIGIT_AFTER_LETTERS = 1e-2;

    private static final double DIGIT_AFTER_WORD = 1e-6;
    private static final int FEW_LETTERS = 2;

    /** The probabilities after a digit: the end, a letter, else another digit. */
    private static final double END_AFTER_DIGIT = 0.5;

    private static final double LETTER_AFTER_DIGIT = 1e-3;

    /**
     * The probabilities after letters that follow digits: the end after one and after more, a digit, else another
     * letter.
     */
    private static final double END_AFTER_ONE_LETTER = 0.99;

    private static final double END_AFTER_LETTERS = 0.9;
    private static final double DIGIT_AGAIN = 1e-3;

    /** The states after digits are negative; those of words are 0 and more. */
    private static final int DIGIT = -1;

    private static final int ONE_LETTER = -2;
    private static final int MORE_LETTERS = -3;

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
            return DIGIT;
        }
        if (state < 0) {
            return state == DIGIT ? ONE_LETTER : MORE_LETTERS;
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

    /** Returns ln p of a character in a state. */
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
        double rest = state == DIGIT ? LETTER_AFTER_DIGIT : 1 - end(state) - DIGIT_AGAIN;
        return Math.log(rest / letters.size());
    }

    private double digit(int state) {
        if (state < 0) {
            return Math.log(state == DIGIT ? 1 - END_AFTER_DIGIT - LETTER_AFTER_DIGIT : DIGIT_AGAIN) - DIGITS;
        }
        int before = model.lengthFromStart(state);
        if (before == 0) {
            return -DIGITS;
        }
        return Math.log(before > 0 && before <= FEW_LETTERS ? DIGIT_AFTER_LETTERS : DIGIT_AFTER_WORD) - DIGITS;
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
                return logProb + UNSEEN; // possible only for the end of a word, if the list is empty
            }
            logProb += model.logBackoff(s);
            s = model.fallback(s);
        }
    }

    private static double end(int state) {
        return switch (state) {
            case DIGIT -> END_AFTER_DIGIT;
            case ONE_LETTER -> END_AFTER_ONE_LETTER;
            default -> END_AFTER_LETTERS;
        };
    }

    /** Returns ln p that the word ends. */
    public double endLogProb(int state) {
        return state < 0 ? Math.log(end(state)) : letter(state, Letters.END);
    }

    long bytes() {
        return model.bytes();
    }
}
