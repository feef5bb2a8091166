package io.ctcservice.core.align;

import io.ctcservice.core.Labels;
import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What an utterance is said to contain: tokens, the words they make up, and where a star may stand in. Immutable. */
public final class Transcript {

    private final AlignmentTarget target;
    private final List<String> texts;
    private final List<WordGrouping.Word> words;

    private Transcript(AlignmentTarget target, List<String> texts, List<WordGrouping.Word> words) {
        this.target = target;
        this.texts = List.copyOf(texts);
        this.words = List.copyOf(words);
    }

    /** What to do with characters that the vocabulary cannot spell. */
    public enum OnUnknown {
        /** Refuse the text. */
        REFUSE,
        /** Let one star stand for each run of such characters. */
        STAR
    }

    /**
     * Returns the transcript of a text.
     *
     * @throws io.ctcservice.core.CtcInputException naming {@code target} if the text holds the blank, a symbol that
     *     stands twice in the vocabulary or, where these are refused, a character that no symbol spells
     */
    public static Transcript ofText(String text, Vocabulary vocabulary, WordGrouping grouping, OnUnknown onUnknown) {
        if (onUnknown == OnUnknown.REFUSE) {
            return ofLabels(vocabulary.labels(text), vocabulary, grouping);
        }
        List<Vocabulary.Piece> pieces = vocabulary.spell(text);
        int[] labels = pieces.stream()
                .mapToInt(piece -> piece.isKnown() ? piece.label() : AlignmentTarget.STAR)
                .toArray();
        var texts = pieces.stream().map(Vocabulary.Piece::text).toList();
        return new Transcript(AlignmentTarget.of(labels, vocabulary.blank()), texts, words(labels, texts, grouping));
    }

    /**
     * Returns the transcript of labels whose symbols are known.
     *
     * @throws io.ctcservice.core.CtcInputException naming {@code labels/u} of a label that is no class, or the blank
     */
    public static Transcript ofLabels(Labels labels, Vocabulary vocabulary, WordGrouping grouping) {
        labels.requireClasses(vocabulary.size(), vocabulary.blank());
        int[] classes = labels.toArray();
        var texts = Arrays.stream(classes).mapToObj(vocabulary::symbol).toList();
        return new Transcript(AlignmentTarget.of(classes, vocabulary.blank()), texts, words(classes, texts, grouping));
    }

    /**
     * Returns the transcript of labels without symbols: it has neither texts nor words.
     *
     * @throws io.ctcservice.core.CtcInputException naming {@code labels/u} of a label that is negative or the blank
     */
    public static Transcript ofLabels(Labels labels, int blank) {
        labels.requireClasses(Integer.MAX_VALUE, blank);
        return new Transcript(AlignmentTarget.of(labels.toArray(), blank), List.of(), List.of());
    }

    /** As {@link WordGrouping#words}, where a star belongs to the word around it. */
    private static List<WordGrouping.Word> words(int[] labels, List<String> texts, WordGrouping grouping) {
        var words = new ArrayList<WordGrouping.Word>();
        var text = new StringBuilder();
        int first = 0;
        for (int u = 0; u <= labels.length; u++) {
            boolean star = u < labels.length && labels[u] == AlignmentTarget.STAR;
            boolean separates = u < labels.length && !star && grouping.separates(labels[u]);
            boolean ended = u > 0 && labels[u - 1] != AlignmentTarget.STAR && grouping.ends(labels[u - 1]);
            if (u == labels.length || separates || ended || (!star && grouping.begins(labels[u]))) {
                if (u > first) {
                    words.add(new WordGrouping.Word(grouping.wordText(text.toString()), first, u));
                    text.setLength(0);
                }
                first = separates ? u + 1 : u;
            }
            if (u < labels.length && !separates) {
                text.append(star ? texts.get(u) : grouping.piece(labels[u]));
            }
        }
        return words;
    }

    /** Returns this transcript with gaps that absorb what it leaves out: at both ends and on both sides of each word. */
    public Transcript withStars() {
        var gaps = new BitSet();
        gaps.set(0);
        gaps.set(target.length());
        for (WordGrouping.Word word : words) {
            gaps.set(word.first());
            gaps.set(word.end());
        }
        return new Transcript(target.absorbingAt(gaps.stream().toArray()), texts, words);
    }

    /** Returns what an aligner is to find. */
    public AlignmentTarget target() {
        return target;
    }

    /** Returns what token {@code u} stands for: its symbol, or the text that no symbol spells; empty without symbols. */
    public Optional<String> text(int u) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.get(u));
    }

    /** Returns the words in order, by the tokens they are made of. */
    public List<WordGrouping.Word> words() {
        return words;
    }
}
