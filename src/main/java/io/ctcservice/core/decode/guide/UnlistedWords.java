package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.Signs;
import io.ctcservice.core.lm.SpellingModel;

/**
 * The scores of out-of-vocabulary words, which a language model does not list: the same for all, or by a letter n-gram of
 * their spelling. Immutable.
 */
final class UnlistedWords {

    /** The least ln p of an unlisted word: texts have at least 2 % of them, whatever the model was trained on. */
    private static final double LEAST = -4;

    private static final double FIGURE = Math.log(SpellingModel.FIGURE);

    private final LanguageModel model;
    private final SpellingModel spelling;
    private final boolean flat;
    private final double flatLogProb;

    UnlistedWords(LanguageModelFusion fusion) {
        this.model = fusion.model();
        this.spelling = model.spelling();
        this.flat = fusion.unknownLogProb().isPresent();
        this.flatLogProb = fusion.unknownLogProb().orElse(0);
    }

    /** Returns ln p that the next word after this context is unlisted and not a number. */
    double wordLogProb(int[] contexts, int offset) {
        return flat ? flatLogProb : Math.max(model.logProb(contexts, offset, model.unknown()), LEAST);
    }

    /** Returns ln p of a word with this first character, given ln p of any unlisted word; behind a sign a figure may come. */
    double startLogProb(double wordLogProb, char first) {
        boolean mayBeFigure = !flat && (Character.isDigit(first) || Signs.isSign(first));
        return mayBeFigure ? Math.max(wordLogProb, FIGURE) : wordLogProb;
    }

    /** Returns the spelling state before the first character. */
    int startState() {
        return spelling.start();
    }

    /** Appends a piece to the prefix of a word. */
    void append(SpellingModel.Spelled word, String piece) {
        for (int i = 0; i < piece.length() && !flat; i++) {
            spelling.append(word, piece.charAt(i));
        }
    }

    /** Returns whether words with signs around them, which the model does not list, are priced as the listed words among the signs. */
    boolean readSigns() {
        return !flat;
    }

    /**
     * Appends a piece that begins with a sign to a word that the model lists: the word as it is listed and a sign, or the whole as an
     * unlisted word is spelled, whichever is more probable.
     *
     * @param listed ln p of the listed word, less that of any unlisted word in its place
     */
    void appendAfterWord(SpellingModel.Spelled word, double listed, String piece) {
        var withSign = new SpellingModel.Spelled();
        withSign.set(SpellingModel.AFTER_WORD, listed);
        append(withSign, piece);
        append(word, piece);
        if (withSign.logProb() > word.logProb()) {
            word.set(withSign.state(), withSign.logProb());
        }
    }

    /** Returns ln p that a word ends in this state. */
    double endLogProb(int state) {
        return flat ? 0 : spelling.endLogProb(state);
    }
}
