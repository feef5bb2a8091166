package io.ctcservice.core.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The symbols of a vocabulary of word pieces, those with a mark of words also without it. Immutable. */
final class MarkedSymbols {

    /** The place of the mark in a word. */
    enum Position {
        /** Before the first piece of a word. */
        FIRST,
        /** Before all other pieces of a word. */
        FURTHER,
        /** After all other pieces of a word. */
        ALL_BUT_LAST,
        /** After the last piece of a word. */
        LAST
    }

    private final String mark;
    private final Position position;
    private final Set<String> symbols;
    private final Set<String> marked; // without their marks
    private final int[] lengths;
    private final ByteSymbols bytes;

    /**
     * @param symbols that spell
     * @param mark {@code ##}, {@code @@}, {@code </w>}, or what symbols that begin words begin with
     */
    MarkedSymbols(List<String> symbols, String mark) {
        this.mark = mark;
        this.position = position(mark);
        this.symbols = new HashSet<>(symbols);
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

    String mark() {
        return mark;
    }

    /** Returns the place of the mark in a word. */
    Position position() {
        return position;
    }

    /** Returns whether a piece is a symbol as it is. */
    boolean has(String piece) {
        return symbols.contains(piece);
    }

    /** Returns whether a piece with the mark is a symbol. */
    boolean hasMarked(String piece) {
        return marked.contains(piece);
    }

    /** Returns whether the mark alone is a symbol. */
    boolean hasMarkAlone() {
        return symbols.contains(mark);
    }

    /** Returns the lengths of all symbols, with and without their marks, in UTF-16 code units, the longest first. */
    int[] lengths() {
        return lengths;
    }

    /** Returns the symbols that stand for bytes. */
    ByteSymbols bytes() {
        return bytes;
    }
}
