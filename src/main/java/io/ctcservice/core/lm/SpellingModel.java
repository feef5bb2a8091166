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

    /** The probability of each sign before an unlisted word or a figure, and in and after a figure. */
    private static final double SIGN_OF_FIGURE = 2e-3;

    /** The probability of each sign after a word, and before one that the language model lists. */
    public static final double SIGN_OF_WORD = 1e-2;

    /** The least probability of a sign in an unlisted word, wherever it stands. */
    private static final double SIGN_IN_WORD = 1e-3;

    /** The probability of the end after the first letter behind a sign, as in {@code u.s.}; of a word of the list it is far lower. */
    private static final double END_AFTER_INITIAL = 0.3;

    /** The probability of a period after an initial: the first letter of a word, or behind a sign. */
    private static final double PERIOD_AFTER_INITIAL = 0.3;

    /** The least probability of a period after more letters, as in {@code pp.} and {@code www.example.com}. */
    private static final double PERIOD_AFTER_LETTERS = 0.05;

    private static final char PERIOD = '.';

    /** The state after a word that the language model lists and prices, in which only signs may follow. */
    public static final int AFTER_WORD = Continuations.AFTER_WORD;

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
            word.set(Continuations.DIGIT, word.logProb + digit(word.state));
            return;
        }
        int letter = letters.number(next);
        if (Signs.isSign(next) && appendSign(word, next, letter)) {
            return;
        }
        switch (word.state) {
            case Continuations.SIGN, Continuations.LAST_SIGN, Continuations.BEHIND_INITIAL -> {
                appendFirst(word, letter);
                word.set(INITIAL - word.state, word.logProb);
            }
            case Continuations.FIRST_SIGN -> appendFirst(word, letter);
            case Continuations.DIGIT -> appendBehindDigits(word, letter, Continuations.ONE_LETTER);
            case Continuations.ONE_LETTER, Continuations.MORE_LETTERS ->
                appendBehindDigits(word, letter, Continuations.MORE_LETTERS);
            default -> {
                if (isInitial(word.state)) {
                    word.set(INITIAL - word.state, word.logProb + Math.log(1 - END_AFTER_INITIAL));
                }
                appendLetter(word, letter);
            }
        }
    }

    /** Appends a letter behind a sign, as the first of a word. */
    private void appendFirst(Spelled word, int letter) {
        word.set(start(), word.logProb + Continuations.letter(word.state));
        appendLetter(word, letter);
    }

    /** Appends a letter where all letters are as probable. */
    private void appendBehindDigits(Spelled word, int letter, int next) {
        double logProb =
                letter == Letters.UNSEEN ? UNSEEN : Continuations.letter(word.state) - Math.log(letters.size());
        word.set(next, word.logProb + logProb);
    }

    private static boolean isInitial(int state) {
        return state <= INITIAL;
    }

    /** Appends a sign where one may stand; returns whether it may: in a word it is a letter like others if that is more probable. */
    private boolean appendSign(Spelled word, char sign, int letter) {
        int state = word.state;
        if (state == AFTER_WORD || isBehindWord(state)) {
            word.set(Continuations.LAST_SIGN, word.logProb + Math.log(SIGN_OF_WORD));
        } else if (state == Continuations.DIGIT || state == Continuations.SIGN) {
            word.set(Continuations.SIGN, word.logProb + Math.log(SIGN_OF_FIGURE));
        } else if (state == Continuations.FIRST_SIGN || (state == start() && !begins(letter))) {
            word.set(Continuations.FIRST_SIGN, word.logProb + Math.log(SIGN_OF_FIGURE));
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
        word.set(abbreviates ? Continuations.BEHIND_INITIAL : Continuations.LAST_SIGN, word.logProb + behind);
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
            return Continuations.digit(state) - DIGITS;
        }
        int before = model.lengthFromStart(state);
        if (before == 0) {
            return -DIGITS;
        }
        return Math.log(before > 0 && before <= FEW_LETTERS ? DIGIT_AFTER_LETTERS : DIGIT_AFTER_WORD) - DIGITS;
    }

    /** Returns whether this is a state in which signs stand behind a word, or part of one, and nothing after them. */
    public static boolean isBehindWord(int state) {
        return state == Continuations.LAST_SIGN || state == Continuations.BEHIND_INITIAL;
    }

    /** Returns ln p that the word ends. */
    public double endLogProb(int state) {
        if (isInitial(state)) {
            return Math.log(END_AFTER_INITIAL);
        }
        return state < 0 ? Continuations.end(state) : letterLogProb(state, Letters.END);
    }

    long bytes() {
        return model.bytes();
    }
}
