package io.ctcservice.core.text;

import io.ctcservice.core.Cancellation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tokenizer that splits texts into symbols. Of all ways to cut one it takes that which leaves the fewest characters
 * over, of these the one whose first symbol is the longest, then the second, and so on. What is left over is spelled byte by
 * byte where there are symbols for its bytes. Time is linear in the length of the text. Immutable.
 */
final class Speller {

    private final Set<String> symbols;
    private final int[] lengths;
    private final BitSet characters = new BitSet();
    private final ByteSymbols bytes;

    Speller(List<String> symbols) {
        this.symbols = new HashSet<>(symbols);
        this.lengths = this.symbols.stream()
                .mapToInt(String::length)
                .filter(length -> length > 0)
                .distinct()
                .map(length -> -length)
                .sorted()
                .map(length -> -length)
                .toArray();
        this.symbols.forEach(symbol -> symbol.chars().forEach(characters::set));
        this.bytes = new ByteSymbols(symbols);
    }

    /**
     * A piece of a text.
     *
     * @param text what it is read as
     * @param at where it begins
     * @param kind what it is
     */
    record Cut(String text, int at, Kind kind) {}

    /** The kinds of pieces of a text. */
    enum Kind {
        /** A symbol. */
        SYMBOL,
        /** One character that is part of no fitting symbol. */
        UNKNOWN,
        /** White space that is not all part of symbols: it separates words. */
        BREAK
    }

    /** Returns the pieces of a text in order, without white space at its ends that is in no symbol. */
    List<Cut> cut(String text) {
        var cuts = new ArrayList<Cut>();
        int at = 0;
        for (Cut space : breaks(text)) {
            addSymbols(cuts, text.substring(at, space.at()), at);
            at = space.at() + space.text().length();
            if (space.at() > 0 && at < text.length()) {
                cuts.add(space);
            }
        }
        addSymbols(cuts, text.substring(at), at);
        return cuts;
    }

    /** Returns the pieces of the text with this mark in place of white space that separates words. */
    List<Cut> cutMarking(String text, String mark) {
        var cuts = new ArrayList<Cut>();
        var breaks = breaks(text);
        int at = 0;
        for (int i = 0; i <= breaks.size(); i++) {
            String part = text.substring(at, i < breaks.size() ? breaks.get(i).at() : text.length());
            boolean marked = cuts.isEmpty() || part.startsWith(mark);
            if (!part.isEmpty()) {
                addSymbols(cuts, marked ? part : mark + part, marked ? at : at - mark.length());
            }
            at += part.length() + (i < breaks.size() ? breaks.get(i).text().length() : 0);
        }
        return cuts;
    }

    /** Returns the white space that is not all part of symbols, in order. */
    List<Cut> breaks(String text) {
        return WhiteSpace.RUN
                .matcher(text)
                .results()
                .filter(run -> !run.group().chars().allMatch(characters::get))
                .map(run -> new Cut(run.group(), run.start(), Kind.BREAK))
                .toList();
    }

    /** Adds the symbols and unknown characters of a part of a text that begins at {@code offset}. */
    private void addSymbols(List<Cut> cuts, String part, int offset) {
        int length = part.length();
        var unknown = new int[length + 1]; // the least number of unknown characters from here to the end
        var steps = new int[length]; // the length of the first piece then; negative for an unknown one
        for (int at = length - 1; at >= 0; at--) {
            Cancellation.checkAt(at);
            unknown[at] = Integer.MAX_VALUE;
            for (int step : lengths) {
                if (at + step <= length
                        && unknown[at + step] < unknown[at]
                        && symbols.contains(part.substring(at, at + step))) {
                    unknown[at] = unknown[at + step];
                    steps[at] = step;
                }
            }
            int step = Character.charCount(part.codePointAt(at));
            if (unknown[at + step] + 1 < unknown[at]) {
                unknown[at] = unknown[at + step] + 1;
                steps[at] = -step;
            }
        }
        for (int at = 0; at < length; at += Math.abs(steps[at])) {
            int to = at + Math.abs(steps[at]);
            int place = Math.max(0, offset + at);
            List<String> spelling =
                    steps[at] > 0 ? List.of(part.substring(at, to)) : bytes.spelling(part.codePointAt(at));
            if (spelling.isEmpty()) {
                cuts.add(new Cut(part.substring(at, to), place, Kind.UNKNOWN));
            }
            spelling.forEach(symbol -> cuts.add(new Cut(symbol, place, Kind.SYMBOL)));
        }
    }

    /**
     * Returns the position in the text around a cut of kind {@link Kind#UNKNOWN} up to which it can be spelled, however
     * its beginning is split: the character there is to blame.
     *
     * @param cuts of the text
     * @param index of that cut
     */
    int firstUnspellable(String text, List<Cut> cuts, int index) {
        int first = index;
        while (first > 0 && cuts.get(first - 1).kind() != Kind.BREAK) {
            first--;
        }
        int last = index;
        while (last + 1 < cuts.size() && cuts.get(last + 1).kind() != Kind.BREAK) {
            last++;
        }
        int from = cuts.get(first).at();
        int to = last + 1 < cuts.size() ? cuts.get(last + 1).at() : text.length();
        return from + longestSpellable(text.substring(from, to));
    }

    private int longestSpellable(String part) {
        var reached = new BitSet();
        reached.set(0);
        int furthest = 0;
        for (int at = 0; at >= 0 && at < part.length(); at = reached.nextSetBit(at + 1)) {
            Cancellation.checkAt(at);
            furthest = at;
            for (int step : lengths) {
                if (at + step <= part.length() && symbols.contains(part.substring(at, at + step))) {
                    reached.set(at + step);
                }
            }
            int character = part.codePointAt(at);
            if (!bytes.spelling(character).isEmpty()) {
                reached.set(at + Character.charCount(character));
            }
        }
        return furthest;
    }
}
