package io.ctcservice.recognition;

import java.util.List;

/**
 * The symbols of a network's classes as a file lists them.
 *
 * @param symbols by class index
 * @param withAdded those, and behind them such as were added to the vocabulary, for which a network may have classes
 * @param source where the symbols come from, for messages
 * @param added where those come from that were added
 */
record ListedSymbols(List<String> symbols, List<String> withAdded, String source, String added) {

    private static final String OF_THE_FILE = "its added_tokens";

    /** Returns symbols of a file that lists those that were added itself. */
    static ListedSymbols of(List<String> symbols, List<String> withAdded, String source) {
        return new ListedSymbols(symbols, withAdded, source, OF_THE_FILE);
    }

    /** Returns these symbols with those that another file adds. */
    ListedSymbols with(List<String> addedToThem, String file) {
        return new ListedSymbols(symbols, addedToThem, source, file);
    }
}
