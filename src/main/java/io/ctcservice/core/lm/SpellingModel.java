package io.ctcservice.core.lm;

/**
 * A model of the spelling of words that a language model does not list: ln p of each next character and of the end of
 * the word, so that an incomplete word has a score at every step. Letters are scored by the letter n-gram of the model's own
 * words. Figures, which are in no list of words, are a class of their own: each digit is as probable as any other, the
 * figure ends after each with the same probability, one or two letters may stand before ({@code c1}, {@code pp35}) or
 * behind ({@code 2a}, {@code 18th}), and figures and words that run into one another are dear. Signs may stand in figures ({@code 3.50}),
 * before them ({@code $5}), before words, {@linkplain #AFTER_WORD after listed ones}, and after and between others
 * ({@code www.example.com}); a period is more probable than other signs ({@code u.s.}, {@code pp.}). Any character may come. Immutable.
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

    /** The probability of each sign before an unlisted word or a figure, and in and after a figure. */
    private static final double SIGN_OF_FIGURE = 2e-3;

    /** The probability of each sign after a word, and before one that the language model lists. */
    public static final double SIGN_OF_WORD = 1e-2;

    /** The least probability of a sign in an unlisted word, wherever it stands. */
    private static final double SIGN_IN_WORD = 1e-3;

    /** The probabilities after a sign of a figure: another digit, a letter, or the end. */
    private static final double DIGIT_AFTER_SIGN = 0.89;

    private static final double LETTER_AFTER_SIGN = 0.01;
    private static final double END_AFTER_SIGN = 0.1;

    /** The probabilities after a sign before a word or figure: a digit, a letter, the end. */
    private static final double DIGIT_AFTER_FIRST_SIGN = 0.5;

    private static final double LETTER_AFTER_FIRST_SIGN = 0.45;
    private static final double END_AFTER_FIRST_SIGN = 0.05;

    /** The probabilities after a sign behind a word: the end, a letter, a digit. */
    private static final double END_AFTER_LAST_SIGN = 0.9;

    private static final double LETTER_AFTER_LAST_SIGN = 0.08;
    private static final double DIGIT_AFTER_LAST_SIGN = 0.02;

    /** The probability of the end after the first letter behind such a sign, as in {@code u.s.}; of a word of the list it is far lower. */
    private static final double END_AFTER_INITIAL = 0.3;

    /** The probability of a period after an initial: the first letter of a word, or behind a sign. */
    private static final double PERIOD_AFTER_INITIAL = 0.3;

    /** The least probability of a period after more letters, as in {@code pp.} and {@code www.example.com}. */
    private static final double PERIOD_AFTER_LETTERS = 0.05;

    private static final char PERIOD = '.';

    /** The probabilities after it: the end, another initial, a digit. */
    private static final double END_AFTER_PERIOD = 0.45;

    private static final double LETTER_AFTER_PERIOD = 0.5;
    private static final double DIGIT_AFTER_PERIOD = 0.02;

    /** The state after a word that the language model lists and prices, in which only signs may follow. */
    public static final int AFTER_WORD = -7;

    /** The states after digits and signs are negative; those of words are 0 and more. */
    private static final int DIGIT = -1;

    private static final int ONE_LETTER = -2;
    private static final int MORE_LETTERS = -3;
    private static final int SIGN = -4;
    private static final int FIRST_SIGN = -5;
    private static final int LAST_SIGN = -6;

    /** The state after the period behind an initial. */
    private static final int BEHIND_INITIAL = -8;

    /** The state after the first letter behind a sign is this number less the state of the letter at the start of a word. */
    private static final int INITIAL = -16;

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

    /** A prefix of a word: a state of the model, and ln p so far. Not thread-safe. */
    public static final class Spelled {

        private int state;
        private double logProb;

        /** Sets the state and ln p. */
        public void set(int newState, double newLogProb) {
            state = newState;
            logProb = newLogProb;
        }

        public int state() {
            return state;
        }

        public double logProb() {
            return logProb;
        }
    }

    /** Appends a character to the prefix of a word. */
    public void append(Spelled word, char next) {
        if (Character.isDigit(next)) {
            word.set(DIGIT, word.logProb + digit(word.state));
            return;
        }
        int letter = letters.number(next);
        if (isSign(next) && appendSign(word, next, letter)) {
            return;
        }
        switch (word.state) {
            case SIGN -> appendInitial(word, letter, LETTER_AFTER_SIGN);
            case LAST_SIGN -> appendInitial(word, letter, LETTER_AFTER_LAST_SIGN);
            case BEHIND_INITIAL -> appendInitial(word, letter, LETTER_AFTER_PERIOD);
            case FIRST_SIGN -> {
                word.set(start(), word.logProb + Math.log(LETTER_AFTER_FIRST_SIGN));
                appendLetter(word, letter);
            }
            case DIGIT -> appendBehindDigits(word, letter, LETTER_AFTER_DIGIT, ONE_LETTER);
            case ONE_LETTER, MORE_LETTERS ->
                appendBehindDigits(word, letter, 1 - end(word.state) - DIGIT_AGAIN, MORE_LETTERS);
            default -> {
                if (isInitial(word.state)) {
                    word.set(INITIAL - word.state, word.logProb + Math.log(1 - END_AFTER_INITIAL));
                }
                appendLetter(word, letter);
            }
        }
    }

    /** Appends a letter behind a sign that may come with this probability. */
    private void appendInitial(Spelled word, int letter, double probability) {
        word.set(start(), word.logProb + Math.log(probability));
        appendLetter(word, letter);
        word.set(INITIAL - word.state, word.logProb);
    }

    /** Appends a letter where any letter may come with this probability. */
    private void appendBehindDigits(Spelled word, int letter, double probability, int next) {
        double logProb = letter == Letters.UNSEEN ? UNSEEN : Math.log(probability / letters.size());
        word.set(next, word.logProb + logProb);
    }

    private static boolean isInitial(int state) {
        return state <= INITIAL;
    }

    /** Returns whether a character is a sign, as those of punctuation and currencies: neither a digit nor part of a letter. */
    public static boolean isSign(char character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.SURROGATE -> false;
            default -> !Character.isLetterOrDigit(character);
        };
    }

    /** Returns a word without the signs before and behind it; empty if there is nothing else. */
    public static String withoutSigns(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && isSign(word.charAt(from))) {
            from++;
        }
        while (to > from && isSign(word.charAt(to - 1))) {
            to--;
        }
        return word.substring(from, to);
    }

    /** Appends a sign where one may stand; returns whether it may: in a word it is a letter like others if that is more probable. */
    private boolean appendSign(Spelled word, char sign, int letter) {
        int state = word.state;
        if (state == AFTER_WORD || isBehindWord(state)) {
            word.set(LAST_SIGN, word.logProb + Math.log(SIGN_OF_WORD));
        } else if (state == DIGIT || state == SIGN) {
            word.set(SIGN, word.logProb + Math.log(SIGN_OF_FIGURE));
        } else if (state == FIRST_SIGN || (state == start() && !begins(letter))) {
            word.set(FIRST_SIGN, word.logProb + Math.log(SIGN_OF_FIGURE));
        } else {
            return appendSignInWord(word, sign, letter);
        }
        return true;
    }

    /** Appends a sign behind an unlisted word, or a part of one; returns false if it is more probable as a letter of the word. */
    private boolean appendSignInWord(Spelled word, char sign, int letter) {
        boolean abbreviates = sign == PERIOD && isFirstLetter(word.state);
        double least = sign == PERIOD ? PERIOD_AFTER_LETTERS : SIGN_IN_WORD;
        double behind = abbreviates
                ? Math.log(PERIOD_AFTER_INITIAL)
                : Math.max(endLogProb(word.state) + Math.log(SIGN_OF_WORD), Math.log(least));
        if (word.state >= 0 && letterLogProb(word.state, letter) >= behind) {
            return false;
        }
        word.set(abbreviates ? BEHIND_INITIAL : LAST_SIGN, word.logProb + behind);
        return true;
    }

    /** Returns whether this is the state after one letter, of a word or behind a sign. */
    private boolean isFirstLetter(int state) {
        return isInitial(state) || (state >= 0 && model.lengthFromStart(state) == 1);
    }

    private double letterLogProb(int state, int letter) {
        var word = new Spelled();
        word.set(state, 0);
        appendLetter(word, letter);
        return word.logProb;
    }

    /** Returns whether a letter begins words of the list, more often than a sign stands before any. */
    private boolean begins(int letter) {
        return letter != Letters.UNSEEN && letterLogProb(start(), letter) > Math.log(SIGN_OF_FIGURE);
    }

    /** Backs off to the longest suffix of the word that the model has with this letter, and adds ln p of the letter. */
    private void appendLetter(Spelled word, int letter) {
        double logProb = 0;
        int s = word.state;
        int child = model.child(s, letter);
        while (child == LetterModel.NONE && s != LetterModel.ROOT) {
            logProb += model.logBackoff(s);
            s = model.backoff(s);
            child = model.child(s, letter);
        }
        if (child == LetterModel.NONE) { // the end of a word, if the list is empty, or a letter that no word has
            word.set(LetterModel.ROOT, word.logProb + (letter == Letters.UNSEEN ? 0 : logProb) + UNSEEN);
        } else {
            word.set(model.context(child), word.logProb + logProb + model.logProb(child));
        }
    }

    /** Returns the state after a character, see {@link #logProb}. */
    public int next(int state, char next) {
        return appended(state, next).state;
    }

    /** Returns ln p of a character in a state. */
    public double logProb(int state, char next) {
        return appended(state, next).logProb;
    }

    private Spelled appended(int state, char next) {
        var word = new Spelled();
        word.set(state, 0);
        append(word, next);
        return word;
    }

    private double digit(int state) {
        if (isInitial(state)) {
            return digit(INITIAL - state);
        }
        if (state < 0) {
            return Math.log(
                            switch (state) {
                                case DIGIT -> 1 - END_AFTER_DIGIT - LETTER_AFTER_DIGIT;
                                case SIGN -> DIGIT_AFTER_SIGN;
                                case FIRST_SIGN -> DIGIT_AFTER_FIRST_SIGN;
                                case LAST_SIGN -> DIGIT_AFTER_LAST_SIGN;
                                case BEHIND_INITIAL -> DIGIT_AFTER_PERIOD;
                                default -> DIGIT_AGAIN;
                            })
                    - DIGITS;
        }
        int before = model.lengthFromStart(state);
        if (before == 0) {
            return -DIGITS;
        }
        return Math.log(before > 0 && before <= FEW_LETTERS ? DIGIT_AFTER_LETTERS : DIGIT_AFTER_WORD) - DIGITS;
    }

    private static double end(int state) {
        return switch (state) {
            case DIGIT -> END_AFTER_DIGIT;
            case ONE_LETTER -> END_AFTER_ONE_LETTER;
            case SIGN -> END_AFTER_SIGN;
            case FIRST_SIGN -> END_AFTER_FIRST_SIGN;
            case LAST_SIGN -> END_AFTER_LAST_SIGN;
            case BEHIND_INITIAL -> END_AFTER_PERIOD;
            case MORE_LETTERS -> END_AFTER_LETTERS;
            default -> END_AFTER_INITIAL;
        };
    }

    /** Returns whether this is a state in which signs stand behind a word, or part of one, and nothing after them. */
    public static boolean isBehindWord(int state) {
        return state == LAST_SIGN || state == BEHIND_INITIAL;
    }

    /** Returns ln p that the word ends. */
    public double endLogProb(int state) {
        if (state < 0) {
            return Math.log(end(state));
        }
        return letterLogProb(state, Letters.END);
    }

    long bytes() {
        return model.bytes();
    }
}
