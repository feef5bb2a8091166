package io.ctcservice.core.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The disambiguation symbols of icefall's and Kaldi's symbol tables, {@code #0}, {@code #1} and so on behind all others: only
 * their graphs have them, no network.
 */
public final class DisambiguationSymbols {

    private static final Pattern NAME = Pattern.compile("#[0-9]{1,9}");

    private DisambiguationSymbols() {}

    /** Returns symbols without these; all of them where the first of the last ones is not {@code #0}. */
    public static List<String> removedFrom(List<String> symbols) {
        int end = symbols.size();
        while (end > 0 && NAME.matcher(symbols.get(end - 1)).matches()) {
            end--;
        }
        return end > 0 && end < symbols.size() && symbols.get(end).equals("#0") ? symbols.subList(0, end) : symbols;
    }
}
