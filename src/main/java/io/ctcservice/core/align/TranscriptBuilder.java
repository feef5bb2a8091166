package io.ctcservice.core.align;

import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.Vocabulary.Piece;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A builder of transcripts from text that the vocabulary spells only in part. For one transcript, not thread-safe. */
final class TranscriptBuilder {

    /** Signs that are punctuation in Unicode but are read aloud. */
    private static final String SPOKEN_SIGNS = "%‰&@#§/";

    private final Vocabulary vocabulary;
    private final WordGrouping grouping;
    private final WordGrouping running;
    private final List<Integer> labels = new ArrayList<>();
    private final List<Transcript.Token> tokens = new ArrayList<>();
    private final List<WordGrouping.Word> words = new ArrayList<>();
    private boolean afterSpace;

    TranscriptBuilder(Vocabulary vocabulary, WordGrouping grouping) {
        this.vocabulary = vocabulary;
        this.grouping = grouping;
        this.running = grouping.ofRunningText();
    }

    /**
     * A word and the separators before it.
     *
     * @param before delimiters and breaks
     * @param pieces none only for what comes after the last word
     */
    private record Part(List<Piece> before, List<Piece> pieces) {

        boolean isStars() {
            return !pieces.isEmpty() && TranscriptBuilder.isStars(pieces);
        }

        /** Returns whether the first label begins a word wherever it stands. */
        boolean isMarked(WordGrouping grouping) {
            return pieces.stream()
                    .filter(piece -> piece.label() >= 0)
                    .limit(1)
                    .anyMatch(piece -> grouping.begins(piece.label()));
        }
    }

    private static boolean isStars(List<Piece> pieces) {
        return pieces.stream().allMatch(piece -> piece.label() == Piece.UNKNOWN);
    }

    Transcript ofPieces(List<Piece> pieces) {
        List<Part> parts = parts(pieces);
        for (int i = 0; i < parts.size(); i++) {
            addDelimiters(parts.get(i).before(), isExpected(parts, i));
            addWord(parts.get(i).pieces());
        }
        var target =
                AlignmentTarget.of(labels.stream().mapToInt(Integer::intValue).toArray(), vocabulary.blank());
        var absorbing = target.absorbingAt(Transcript.spokenGaps(tokens), Transcript.STAR_PRICE);
        return new Transcript(absorbing, tokens, words, Optional.of(grouping));
    }

    private List<Part> parts(List<Piece> pieces) {
        var parts = new ArrayList<Part>();
        var before = new ArrayList<Piece>();
        var word = new ArrayList<Piece>();
        boolean ended = false;
        boolean isMarked = vocabulary.marksPieces(grouping.delimiter()); // then the words are those of the text
        for (Piece piece : pieces) {
            boolean parting = piece.label() == Piece.BREAK || isLabelThat(grouping::separates, piece);
            boolean isUnknown = piece.label() == Piece.UNKNOWN; // as a quotation mark beside a word: it is part of it
            boolean begins = !isMarked && isLabelThat(grouping::begins, piece);
            if (!word.isEmpty() && ((ended && !isUnknown) || parting || begins)) {
                parts.add(new Part(List.copyOf(before), List.copyOf(word)));
                before.clear();
                word.clear();
            }
            (parting ? before : word).add(piece);
            ended = !isMarked && (isLabelThat(grouping::ends, piece) || (ended && isUnknown));
        }
        parts.add(new Part(before, word));
        return parts;
    }

    private static boolean isLabelThat(IntPredicate test, Piece piece) {
        return piece.label() >= 0 && test.test(piece.label());
    }

    /**
     * Returns whether the delimiters before a part are expected in the emissions. Between two words that are no stars
     * one run of them is, however many words of stars lie between; at the ends of the text the outermost.
     */
    private boolean isExpected(List<Part> parts, int i) {
        boolean afterStars = i > 0 && parts.get(i - 1).isStars();
        if (!afterStars && !parts.get(i).isStars()) {
            return true;
        }
        int first = i;
        while (first > 0 && parts.get(first - 1).isStars()) {
            first--;
        }
        int next = i;
        while (next < parts.size() && parts.get(next).isStars()) {
            next++;
        }
        boolean atStart = first == 0;
        boolean atEnd = next == parts.size() || parts.get(next).pieces().isEmpty();
        if (atStart || atEnd) {
            return atStart != atEnd && i == (atStart ? 0 : next);
        }
        return !parts.get(next).isMarked(grouping) && i == shortestWithLabels(parts, first, next);
    }

    /**
     * Returns the part of {@code [from, to]} with the fewest, but at least one, delimiters before it that are symbols.
     */
    private static int shortestWithLabels(List<Part> parts, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .filter(i -> delimiters(parts.get(i)) > 0)
                .boxed()
                .min(Comparator.comparingLong(i -> delimiters(parts.get(i))))
                .orElse(from);
    }

    private static long delimiters(Part part) {
        return part.before().stream().filter(piece -> piece.label() >= 0).count();
    }

    private void addDelimiters(List<Piece> delimiters, boolean expected) {
        for (Piece delimiter : delimiters) {
            if (expected && delimiter.label() >= 0) {
                addLabel(delimiter, true, true);
            } else {
                afterSpace = true;
            }
        }
    }

    private void addWord(List<Piece> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        int first = tokens.size();
        var text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.label() >= 0) {
                addLabel(piece, i == 0, i == pieces.size() - 1);
                text.append(grouping.piece(piece.label()));
            } else {
                var kind = isSpoken(piece.text()) ? Transcript.Kind.SPOKEN : Transcript.Kind.SILENT;
                add(piece.text(), piece.text(), labels.size(), kind);
                text.append(piece.text());
            }
        }
        words.add(new WordGrouping.Word(grouping.wordText(text.toString()), first, tokens.size()));
    }

    /** Adds a label; where stars of its word stand beside it, its mark is no space in running text. */
    private void addLabel(Piece piece, boolean isFirst, boolean isLast) {
        int label = piece.label();
        boolean isWithin = (running.begins(label) && !isFirst) || (running.ends(label) && !isLast);
        String text = isWithin ? running.piece(label) : running.runningText(label);
        add(vocabulary.symbol(label), text, labels.size(), Transcript.Kind.LABEL);
        labels.add(label);
    }

    private void add(String text, String running, int place, Transcript.Kind kind) {
        String spaced = afterSpace && !running.startsWith(" ") ? " " + running : running;
        afterSpace = false;
        tokens.add(new Transcript.Token(Optional.of(text), spaced, place, kind));
    }

    /** Returns whether any of these characters may be spoken or printed: letters, digits, signs. */
    private static boolean isSpoken(String text) {
        return text.codePoints()
                .anyMatch(character -> Character.isLetterOrDigit(character)
                        || isSign(Character.getType(character))
                        || SPOKEN_SIGNS.indexOf(character) >= 0);
    }

    private static boolean isSign(int type) {
        return Stream.of(
                        Character.CURRENCY_SYMBOL,
                        Character.MATH_SYMBOL,
                        Character.OTHER_SYMBOL,
                        Character.OTHER_NUMBER,
                        Character.LETTER_NUMBER)
                .anyMatch(sign -> sign == type);
    }
}
