package io.ctcservice.core.text;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.text.MarkedSymbols.Position;
import io.ctcservice.core.text.Speller.Cut;
import io.ctcservice.core.text.Speller.Kind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The best ways to cut the rests of a word, in two states: where the mark stands before or after the first piece, 0
 * until there is one; where it stands after the last or all others, 0 until the last is past.
 */
final class WordCut {

    /** The cost of a character that is left over: more than that of all marks that are missing in a text. */
    private static final long LEFT_OVER = 1L << 32;

    /** The cost of a piece that is read as of another word, since its mark is missing or too many. */
    private static final long WRONG_MARK = 1;

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

    private final MarkedSymbols symbols;
    private final String mark;
    private final Position position;
    private final String text;
    private final int offset;
    private final long[][] costs;
    private final int[][] lengthsOfSteps;
    private final Step[][] steps;

    /**
     * Cuts a word.
     *
     * @param offset where the word begins in the whole text
     */
    WordCut(MarkedSymbols symbols, String text, int offset) {
        this.symbols = symbols;
        this.mark = symbols.mark();
        this.position = symbols.position();
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
        for (int length : symbols.lengths()) {
            if (from + length <= text.length()) {
                String piece = text.substring(from, from + length);
                if (symbols.hasMarked(piece)) {
                    takeMarked(Step.MARKED, from, length);
                }
                if (symbols.has(piece)) {
                    takePlain(piece, from, 0);
                }
            }
        }
        if (position == Position.FIRST && text.startsWith(mark, from)) {
            IntStream.range(0, 2).forEach(s -> take(Step.LEFT_OVER, s, from, mark.length(), WRONG_MARK, s));
        }
        int character = text.codePointAt(from);
        if (symbols.bytes().spelling(character).isEmpty()) {
            int length = Character.charCount(character);
            IntStream.range(0, 2).forEach(s -> take(Step.LEFT_OVER, s, from, length, LEFT_OVER, s));
        } else {
            takePlain(Character.toString(character), from, LEFT_OVER);
        }
        if (position == Position.FIRST && symbols.hasMarkAlone()) {
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
                if (symbols.hasMarkAlone() && !hasMark) {
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

    /**
     * Appends the pieces of the best way.
     *
     * @param start the state before the first: 1 if the first mark of the word may be missing, else 0
     */
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
        var spelling = symbols.has(piece) ? List.of(piece) : symbols.bytes().spelling(piece.codePointAt(0));
        spelling.forEach(symbol -> cuts.add(new Cut(symbol, at, Kind.SYMBOL)));
    }
}
