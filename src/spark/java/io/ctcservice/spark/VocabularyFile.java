package io.ctcservice.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The symbols of a vocabulary's file: a JSON array; a JSON object of symbol and index; lines of symbol and index, where a
 * line with the index alone is the space; a symbol a line. With the Jackson that Spark brings.
 */
final class VocabularyFile {

    private static final Pattern INDEXED = Pattern.compile("(?:(\\S+)[ \\t]+|[ \\t]*)([0-9]{1,9})[ \\t]*");
    private static final Pattern SYMBOL_AND_INDEX = Pattern.compile("\\S+[ \\t]+[0-9]{1,9}[ \\t]*");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private VocabularyFile() {}

    /**
     * Returns the symbols by class index.
     *
     * @param text of the file
     * @throws UsageException saying what is wrong
     */
    static List<String> symbols(String text) {
        String start = text.stripLeading();
        if (start.matches("(?s)[\\[{]\\s*[\"\\]}].*")) {
            JsonNode json = json(start);
            return json.isArray() ? array(json) : object(json);
        }
        List<String> lines = text.lines().toList();
        return lines.stream().anyMatch(line -> SYMBOL_AND_INDEX.matcher(line).matches()) ? indexed(lines) : lines;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException bad) {
            throw new UsageException("--vocabulary is not JSON: " + bad.getOriginalMessage());
        }
    }

    private static List<String> array(JsonNode json) {
        var symbols = new ArrayList<String>();
        for (JsonNode symbol : json) {
            if (!symbol.isTextual()) {
                throw new UsageException("--vocabulary: index " + symbols.size() + " of the JSON array is no string");
            }
            symbols.add(symbol.textValue());
        }
        return symbols;
    }

    private static List<String> object(JsonNode json) {
        var byIndex = new TreeMap<Integer, String>();
        json.properties().forEach(entry -> add(byIndex, index(entry.getValue()), entry.getKey()));
        return inOrder(byIndex);
    }

    private static int index(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : -1;
    }

    private static List<String> indexed(List<String> lines) {
        var byIndex = new TreeMap<Integer, String>();
        for (String line : lines) {
            var parts = INDEXED.matcher(line);
            if (parts.matches()) {
                add(byIndex, Integer.parseInt(parts.group(2)), parts.group(1) == null ? " " : parts.group(1));
            } else if (!line.isBlank()) {
                throw new UsageException("--vocabulary: \"" + line + "\" is no symbol with its class index");
            }
        }
        return inOrder(byIndex);
    }

    private static void add(Map<Integer, String> byIndex, int index, String symbol) {
        String other = byIndex.put(index, symbol);
        if (index < 0 || other != null) {
            throw new UsageException("--vocabulary: \"" + symbol + "\" has no class index of its own");
        }
    }

    private static List<String> inOrder(SortedMap<Integer, String> byIndex) {
        if (byIndex.isEmpty() || byIndex.lastKey() != byIndex.size() - 1) {
            throw new UsageException("--vocabulary: the class indices are not 0, 1, 2 and so on");
        }
        return List.copyOf(byIndex.values());
    }
}
