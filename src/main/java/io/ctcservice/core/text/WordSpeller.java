package io.ctcservice.core.text;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.text.Speller.Cut;
import io.ctcservice.core.text.Speller.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A tokenizer that splits plain text into word pieces with their marks. Of all ways to cut a word it takes that which
 * leaves the fewest characters over, of these one that is read as one word where there is any, of these the one whose
 * first piece is the longest, then the second, and so on. What is left over at the ends of a word has no influence on
 * its marks. A mark that is in the text counts as it is: it parts words, or joins them. Time is linear in the length of the text. For one vocabulary
 * and mark, immutable.
 */
final class WordSpeller {

    /** The cost of a character that is left over: more than that of all marks that are missing in a text. */
    private static final long LEFT_OVER = 1L << 32;

    /** The cost of a piece that is read as of another word, since its mark is missing or too many. */
    private static final long WRONG_MARK = 1;

    private final String mark;
    private final Position position;
    private final Set<String> symbols;
    private final Set<String> marked; // without their marks
    private final boolean hasMarkAlone;
    private final int[] lengths;
    private final ByteSymbols bytes;

    /** The place of the mark in a word. */
    private enum Position {
        /** Before the first piece of a word. */
        FIRST,
        /** Before all other pieces of a word. */
        FURTHER,
        /** After all other pieces of a word. */
        ALL_BUT_LAST,
        /** After the last piece of a word. */
        LAST
    }

    /** The kinds of steps over a text. */
    private enum Step {
        LEFT_OVER,
        /** A symbol as it is, or those of the bytes of a character. */
        PLAIN,
        /** A symbol that has a mark which is not in the text. */
        MARKED,
        /** A symbol that is the mark alone, before the first piece. */
        MARK,
        /** A symbol as it is, the last piece, and one that is the mark alone. */
        PLAIN_AND_MARK
    }

    /**
     * @param symbols that spell
     * @param mark {@code ##}, {@code @@}, {@code </w>}, or what symbols that begin words begin with
     */
    WordSpeller(List<String> symbols, String mark) {
        this.mark = mark;
        this.position = position(mark);
        this.symbols = new HashSet<>(symbols);
        this.hasMarkAlone = this.symbols.contains(mark);
        this.marked = new HashSet<>();
        for (String symbol : symbols) {
            if (WordMarks.marks(symbol, mark)) {
                int length = symbol.length() - mark.length();
                marked.add(
                        WordMarks.standsBehind(mark) ? symbol.substring(0, length) : symbol.substring(mark.length()));
            }
        }
        this.lengths = Stream.concat(this.symbols.stream(), marked.stream())
                .mapToInt(String::length)
                .filter(length -> length > 0)
                .map(length -> -length)
                .distinct()
                .sorted()
                .map(length -> -length)
                .toArray();
        this.bytes = new ByteSymbols(symbols);
    }

    private static Position position(String mark) {
        if (WordMarks.standsBehind(mark)) {
            return WordMarks.marksLast(mark) ? Position.LAST : Position.ALL_BUT_LAST;
        }
        return WordMarks.marksFurther(mark) ? Position.FURTHER : Position.FIRST;
    }

    /** Returns the pieces of a text in order, with a break between words; {@code spaces} are what parts these. */
    List<Cut> cut(String text, List<Cut> spaces) {
        var cuts = new ArrayList<Cut>();
        int at = 0;
        for (int i = 0; i <= spaces.size(); i++) {
            int end = i < spaces.size() ? spaces.get(i).at() : text.length();
            if (end > at) {
                boolean isFirst = cuts.isEmpty();
                if (!isFirst) {
                    cuts.add(new Cut("", at, Kind.BREAK));
                }
                new Word(text.substring(at, end), at).addTo(cuts, isFirst && WordMarks.isSpace(mark) ? 1 : 0);
            }
            at = i < spaces.size() ? end + spaces.get(i).text().length() : end;
        }
        return cuts;
    }

    /**
     * The best ways to cut the rests of a word, in two states: where the mark stands before or after the first piece, 0
     * until there is one; where it stands after the last or all others, 0 until the last is past.
     */
    private final class Word {

        private final String text;
        private final int offset;
        private final long[][] costs;
        private final int[][] lengthsOfSteps;
        private final Step[][] steps;

        Word(String text, int offset) {
            this.text = text;
            this.offset = offset;
            this.costs = new long[2][text.length() + 1];
            this.lengthsOfSteps = new int[2][text.length()];
            this.steps = new Step[2][text.length()];
            costs[0][text.length()] = WordMarks.standsBehind(mark) ? WRONG_MARK : 0;
            for (int from = text.length() - 1; from >= 0; from--) {
                Cancellation.checkAt(from);
                costs[0][from] = Long.MAX_VALUE;
                costs[1][from] = Long.MAX_VALUE;
                tryAll(from);
            }
        }

        private void tryAll(int from) {
            for (int length : lengths) {
                if (from + length <= text.length()) {
                    String piece = text.substring(from, from + length);
                    if (marked.contains(piece)) {
                        takeMarked(Step.MARKED, from, length);
                    }
                    if (symbols.contains(piece)) {
                        takePlain(piece, from, 0);
                    }
                }
            }
            if (position == Position.FIRST && text.startsWith(mark, from)) {
                IntStream.range(0, 2).forEach(s -> take(Step.LEFT_OVER, s, from, mark.length(), WRONG_MARK, s));
            }
            int character = text.codePointAt(from);
            if (bytes.spelling(character).isEmpty()) {
                int length = Character.charCount(character);
                IntStream.range(0, 2).forEach(s -> take(Step.LEFT_OVER, s, from, length, LEFT_OVER, s));
            } else {
                takePlain(Character.toString(character), from, LEFT_OVER);
            }
            if (position == Position.FIRST && hasMarkAlone) {
                take(Step.MARK, 0, from, 0, 0, 1);
            }
        }

        private void takeMarked(Step step, int from, int length) {
            switch (position) {
                case FIRST, LAST -> take(step, 0, from, length, 0, 1);
                case FURTHER -> take(step, 1, from, length, 0, 1);
                case ALL_BUT_LAST -> {
                    take(step, 0, from, length, 0, 0);
                    take(step, 1, from, length, WRONG_MARK, 0);
                }
            }
        }

        private void takePlain(String piece, int from, long cost) {
            boolean hasMark = position == Position.LAST ? piece.endsWith(mark) : piece.startsWith(mark);
            int length = piece.length();
            long unmarked = hasMark ? cost : cost + WRONG_MARK;
            switch (position) {
                case FIRST -> {
                    take(Step.PLAIN, 0, from, length, unmarked, 1);
                    take(Step.PLAIN, 1, from, length, cost, 1);
                }
                case FURTHER -> {
                    take(Step.PLAIN, 0, from, length, cost, 1);
                    take(Step.PLAIN, 1, from, length, unmarked, 1);
                }
                case ALL_BUT_LAST -> {
                    if (WordMarks.marks(piece, mark)) {
                        takeMarked(Step.PLAIN, from, length);
                    } else {
                        take(Step.PLAIN, 0, from, length, cost, 1);
                        take(Step.PLAIN, 1, from, length, cost + WRONG_MARK, 1);
                    }
                }
                case LAST -> {
                    if (hasMarkAlone && !hasMark) {
                        take(Step.PLAIN_AND_MARK, 0, from, length, cost, 1);
                    }
                    int next = hasMark && from + length == text.length() ? 1 : 0; // else a word ends, or goes on
                    take(Step.PLAIN, 0, from, length, cost, next);
                    take(Step.PLAIN, 1, from, length, cost + WRONG_MARK, next);
                }
            }
        }

        private void take(Step step, int state, int from, int length, long cost, int next) {
            long sum = cost + costs[next][from + length];
            if (sum < costs[state][from]) {
                costs[state][from] = sum;
                steps[state][from] = step;
                lengthsOfSteps[state][from] = length;
            }
        }

        void addTo(List<Cut> cuts, int start) {
            int state = start;
            for (int from = 0; from < text.length(); ) {
                String piece = text.substring(from, from + lengthsOfSteps[state][from]);
                Step step = steps[state][from];
                boolean isTyped = step == Step.PLAIN && WordMarks.marks(piece, mark);
                if (state == 1 && beginsAnother(step, isTyped)) {
                    cuts.add(new Cut("", offset + from, Kind.BREAK));
                }
                add(cuts, step, piece, offset + from);
                from += piece.length();
                if (isTyped && position == Position.LAST && from < text.length()) {
                    cuts.add(new Cut("", offset + from, Kind.BREAK));
                }
                state = step == Step.LEFT_OVER ? state : after(step, isTyped);
            }
        }

        /** Returns whether a word with marks in the text says that this piece, which is not its first, begins another one. */
        private boolean beginsAnother(Step step, boolean isTyped) {
            return switch (position) {
                case FIRST -> isTyped;
                case FURTHER -> step == Step.PLAIN && !isTyped && text.contains(mark);
                case ALL_BUT_LAST -> step != Step.LEFT_OVER && text.contains(mark);
                case LAST -> false; // a break follows each that ends one
            };
        }

        private int after(Step step, boolean isTyped) {
            return switch (position) {
                case FIRST, FURTHER -> 1;
                case LAST -> step == Step.PLAIN ? 0 : 1;
                case ALL_BUT_LAST -> step == Step.MARKED || isTyped ? 0 : 1;
            };
        }

        private void add(List<Cut> cuts, Step step, String piece, int at) {
            switch (step) {
                case LEFT_OVER -> cuts.add(new Cut(piece, at, Kind.UNKNOWN));
                case PLAIN -> addPlain(cuts, piece, at);
                case MARK -> cuts.add(new Cut(mark, at, Kind.SYMBOL));
                case MARKED ->
                    cuts.add(new Cut(WordMarks.standsBehind(mark) ? piece + mark : mark + piece, at, Kind.SYMBOL));
                case PLAIN_AND_MARK -> {
                    addPlain(cuts, piece, at);
                    cuts.add(new Cut(mark, at, Kind.SYMBOL));
                }
            }
        }

        private void addPlain(List<Cut> cuts, String piece, int at) {
            var spelling = symbols.contains(piece) ? List.of(piece) : bytes.spelling(piece.codePointAt(0));
            spelling.forEach(symbol -> cuts.add(new Cut(symbol, at, Kind.SYMBOL)));
        }
    }
}
