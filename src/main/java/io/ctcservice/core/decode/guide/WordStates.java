package io.ctcservice.core.decode.guide;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.Signs;
import io.ctcservice.core.lm.SpellingModel;
import io.ctcservice.core.lm.WordHash;
import io.ctcservice.core.text.WordGrouping;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The word states of one search. The prefixes of a beam have most of them in common, since they differ in few places: two in three
 * of the extensions that are scored lead to a state that is there already. Not thread-safe.
 */
final class WordStates {

    /** The number of states after which all but those of prefixes are forgotten: a line of print has some 100. */
    private static final int MOST = 128;

    /** The number of contexts that are found again, a power of two. */
    private static final int CONTEXTS = 32;

    private final WordPieces pieces;
    private final LanguageModelFusion fusion;
    private final LanguageModel model;
    private final UnlistedWords unlisted;

    private final int[] context;
    private final SpellingModel.Spelled word = new SpellingModel.Spelled();
    private final SignedWord signed = new SignedWord();
    private long hash;
    private final @Nullable WordState[] starts = new @Nullable WordState[CONTEXTS];
    private int generation;
    private int made;

    WordStates(WordGrouping grouping, LanguageModelFusion fusion) {
        this.fusion = fusion;
        this.model = fusion.model();
        this.unlisted = new UnlistedWords(fusion);
        this.pieces = new WordPieces(grouping, unlisted.readSigns());
        this.context = new int[model.contextSize()];
    }

    /** Returns the state before the first word. */
    WordState first() {
        model.startSentence(context, 0);
        return startAfter(context);
    }

    /** Returns what label {@code v} means to the words. */
    WordPiece piece(int v) {
        return pieces.of(v);
    }

    /** Returns the state after label {@code v}, whose piece this is. */
    WordState after(WordState state, int v, WordPiece piece) {
        WordState from = state.ends(piece) ? afterWord(state) : state;
        if (piece.isEmpty() && (from.isAtStart() || !piece.endsAfter())) {
            return from;
        }
        WordState known = from.child(v, generation);
        return known == null ? add(from, v, piece) : known;
    }

    private WordState add(WordState from, int v, WordPiece piece) {
        if (++made >= MOST) {
            made = 0;
            generation++;
            Arrays.fill(starts, null);
        }
        WordState found = append(from, piece);
        from.add(found, v, generation);
        return found;
    }

    private WordState append(WordState from, WordPiece piece) {
        List<String> parts = piece.parts();
        boolean begins = from.isAtStart();
        hash = from.hash;
        word.set(from.spelling, from.spelled);
        signed.set(from.signed);
        double unlistedStart = begins ? unlistedStart(from, parts.get(0).charAt(0)) : from.unlistedStart;
        double logProb = 0;
        for (int i = 0; i < parts.size(); i++) {
            logProb = append(from.context, unlistedStart, parts.get(i), begins && i == 0);
        }
        double underWay = piece.isEmpty() ? from.underWay : fusion.weighted(logProb) + fusion.wordBonus();
        return new WordState(
                from.context,
                hash,
                signed.copy(),
                unlistedStart,
                word.state(),
                word.logProb(),
                underWay,
                piece.endsAfter());
    }

    /** Appends a part of a piece to the current word; returns ln p of the word so far. */
    private double append(int[] before, double unlistedStart, String piece, boolean begins) {
        long whole = WordHash.append(hash, piece);
        boolean maySignWord = unlisted.readSigns() && !begins && Signs.isSign(piece.charAt(0));
        int listed = maySignWord ? listed(hash, signed) : model.unknown();
        if (model.isUnknown(listed)) {
            unlisted.append(word, piece);
        } else {
            unlisted.appendAfterWord(word, listedLogProb(hash, signed, before, listed) - unlistedStart, piece);
        }
        if (unlisted.readSigns()) {
            signed.append(piece, begins);
            signed.close(closed(listed));
        }
        hash = whole;
        return partialLogProb(unlistedStart + word.logProb());
    }

    /** Returns the word that signs stand behind after a part of a piece, {@link LanguageModel#NO_WORD} if none do. */
    private int closed(int listed) {
        if (!SpellingModel.isBehindWord(word.state())) {
            return LanguageModel.NO_WORD;
        }
        return model.isUnknown(listed) ? signed.closed() : listed;
    }

    /** Returns ln p of the listed words that begin as the current one, and of an unlisted word, at most 0. */
    private double partialLogProb(double unlistedLogProb) {
        double listed = model.prefixProbability(hash) + signed.prefixProbability(model);
        return Math.min(0, listed == 0 ? unlistedLogProb : Math.log(listed + Math.exp(unlistedLogProb)));
    }

    /** Returns a word as the model lists it, without the signs before it if need be, or the unknown word. */
    private int listed(long of, SignedWord behindSigns) {
        int listed = model.word(of);
        return model.isUnknown(listed) ? behindSigns.word(model) : listed;
    }

    /** Returns ln p of {@link #listed} and the signs before it, after these words. */
    private double listedLogProb(long of, SignedWord behindSigns, int[] before, int listed) {
        double signs = model.isUnknown(model.word(of)) ? behindSigns.signsLogProb() : 0;
        return signs + model.logProb(before, 0, listed);
    }

    /** Returns the current word as the words after it see it: without the signs around it if need be. */
    private int contextWord(WordState state) {
        int listed = listed(state.hash, state.signed);
        int closed = state.signed.closed();
        return model.isUnknown(listed) && closed != LanguageModel.NO_WORD ? closed : listed;
    }

    /** Returns ln p of an unlisted word of this first character, after the words of a state. */
    private double unlistedStart(WordState state, char first) {
        if (Double.isNaN(state.unlistedNext)) {
            state.unlistedNext = unlisted.wordLogProb(state.context, 0);
        }
        return unlisted.startLogProb(state.unlistedNext, first);
    }

    /** Returns the state once the current word has ended; where there is none the state itself. */
    WordState afterWord(WordState state) {
        if (state.isAtStart()) {
            return state;
        }
        WordState next = state.next;
        if (next == null) {
            model.advance(state.context, 0, context, 0, contextWord(state));
            next = startAfter(context);
            state.next = next;
        }
        return next;
    }

    /** Returns the state after these words, before the first character of the next one. */
    private WordState startAfter(int[] words) {
        int slot = (Arrays.hashCode(words) * 0x9E3779B1) >>> -Integer.numberOfTrailingZeros(CONTEXTS);
        WordState known = starts[slot];
        if (known == null || !Arrays.equals(known.context, words)) {
            known = WordState.atStart(words.clone(), unlisted.startState());
            starts[slot] = known;
        }
        return known;
    }

    /** Returns weight times ln p of the current word where it ends, computed once. */
    double wordEnd(WordState state) {
        if (Double.isNaN(state.wordEnd)) {
            state.wordEnd = fusion.weighted(wordLogProb(state));
        }
        return state.wordEnd;
    }

    private double wordLogProb(WordState state) {
        int whole = model.word(state.hash);
        if (!model.isUnknown(whole)) {
            return model.logProb(state.context, 0, whole);
        }
        double asUnlisted = state.unlistedStart + state.spelled + unlisted.endLogProb(state.spelling);
        int listed = state.signed.word(model);
        return model.isUnknown(listed)
                ? asUnlisted
                : Math.max(asUnlisted, listedLogProb(state.hash, state.signed, state.context, listed));
    }

    /** Returns weight times ln p of the end of the sentence after the words of a state, the current one among them. */
    double sentenceEnd(WordState state) {
        return fusion.weighted(model.endLogProb(afterWord(state).context, 0));
    }
}
