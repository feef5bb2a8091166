package io.ctcservice.recognition;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Symbols that come with their class index, in any order. Not thread-safe. */
final class IndexedSymbols {

    static final Pattern CLASS_INDEX = Pattern.compile("[0-9]{1,9}");

    private final TreeMap<Integer, String> symbols = new TreeMap<>();
    private final TreeMap<Integer, String> places = new TreeMap<>();

    /** Returns those of a JSON object of symbols and indices, or the other way round. */
    static IndexedSymbols of(JsonNode object) throws IOException {
        var found = new IndexedSymbols();
        if (isByIndex(object)) {
            for (var entry : object.properties()) {
                found.add(Integer.parseInt(entry.getKey()), entry.getValue().asString());
            }
            return found;
        }
        for (var entry : object.properties()) {
            found.add(index(entry.getKey(), entry.getValue()), entry.getKey());
        }
        return found;
    }

    private static boolean isByIndex(JsonNode object) {
        return !object.isEmpty()
                && object.values().stream().allMatch(JsonNode::isString)
                && object.propertyNames().stream()
                        .allMatch(key -> CLASS_INDEX.matcher(key).matches());
    }

    /** Returns the class index that JSON has for a symbol. */
    static int index(String symbol, JsonNode index) throws IOException {
        if (!index.isInt() || index.asInt() < 0) {
            throw new IOException(quoted(symbol) + " of the JSON object has no class index");
        }
        return index.asInt();
    }

    private static String quoted(String symbol) {
        return "the symbol \"" + symbol + "\"";
    }

    /** Adds a symbol of a JSON file. */
    void add(int index, String symbol) throws IOException {
        add(index, symbol, quoted(symbol));
    }

    /**
     * Adds a symbol.
     *
     * @param place where it stands, for messages
     */
    void add(int index, String symbol, String place) throws IOException {
        @Nullable String before = places.putIfAbsent(index, place);
        if (before != null) {
            throw new IOException(place + ": the class index " + index + " stands twice, first for " + before);
        }
        symbols.put(index, symbol);
    }

    /** Adds these symbols to others, but for those that are there already. */
    void addTo(IndexedSymbols others) throws IOException {
        for (var entry : symbols.entrySet()) {
            if (!entry.getValue().equals(others.symbols.get(entry.getKey()))) {
                others.add(entry.getKey(), entry.getValue(), String.valueOf(places.get(entry.getKey())));
            }
        }
    }

    /** Returns the index behind the last. */
    int end() {
        return symbols.isEmpty() ? 0 : symbols.lastKey() + 1;
    }

    /** Returns the symbols by class index, of which none may be missing. */
    List<String> symbols() throws IOException {
        int expected = 0;
        for (int index : symbols.keySet()) {
            if (index != expected) {
                throw new IOException(places.get(index) + ": no symbol has the class index " + expected
                        + ", and this one has " + index);
            }
            expected++;
        }
        return List.copyOf(symbols.values());
    }
}
