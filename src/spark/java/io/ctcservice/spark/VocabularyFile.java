package io.ctcservice.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ctcservice.core.text.DisambiguationSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The symbols of a vocabulary's file, read by the rules of the service, whose own reader needs a later Java and another
 * Jackson than Spark brings: a JSON array, alone or as {@code labels} of an object; a JSON object of symbol and index;
 * lines of symbol and index, where a line with the index alone is the space; lines of symbol and score; a symbol a line.
 */
final class VocabularyFile {

    private static final Pattern SYMBOL_AND_INDEX = Pattern.compile("(\\S+)[ \\t]+([0-9]{1,9})[ \\t]*");
    private static final Pattern SYMBOL_AND_SCORE = Pattern.compile("(\\S+)\t(-?[0-9.]+(?:e-?[0-9]+)?)");
    private static final Pattern INDEX_ALONE = Pattern.compile("[ \\t]*([0-9]{1,9})[ \\t]*");
    private static final Pattern JSON_ARRAY = Pattern.compile("\\s*\\[\\s*(\"|]\\s*$)");
    private static final Pattern JSON_OBJECT = Pattern.compile("\\s*\\{\\s*(\"|}\\s*$)");
    private static final int MOST_NAMED = 10;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private VocabularyFile() {}

    /**
     * Returns the symbols by class index.
     *
     * @param text of the file
     * @throws UsageException saying in which line or for which symbol the file is wrong
     */
    static List<String> symbols(String text) {
        if (text.isBlank()) {
            throw refused("the file is empty");
        }
        if (JSON_ARRAY.matcher(text).lookingAt()) {
            return array(json(text));
        }
        if (JSON_OBJECT.matcher(text).lookingAt()) {
            return object(json(text));
        }
        var lines = lines(text);
        if (haveScores(lines)) {
            return lines.stream()
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .toList();
        }
        boolean hasIndices =
                lines.stream().anyMatch(line -> SYMBOL_AND_INDEX.matcher(line).matches());
        return hasIndices ? indexed(lines) : lines;
    }

    private static UsageException refused(String why) {
        return new UsageException("--vocabulary: " + why);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException bad) {
            var where = bad.getLocation();
            throw refused("the JSON is wrong" + (where == null ? "" : " in line " + where.getLineNr()) + ": "
                    + bad.getOriginalMessage());
        }
    }

    private static List<String> array(JsonNode json) {
        var symbols = new ArrayList<String>();
        for (JsonNode symbol : json) {
            if (!symbol.isTextual()) {
                throw refused("index " + symbols.size() + " of the JSON array is no string");
            }
            symbols.add(symbol.textValue());
        }
        return symbols;
    }

    private static List<String> object(JsonNode json) {
        if (json.path("labels").isArray()) {
            return array(json.path("labels"));
        }
        var byLanguage = json.properties();
        if (json.isEmpty()
                || byLanguage.stream().anyMatch(entry -> !entry.getValue().isObject())) {
            return indexed(json);
        }
        if (byLanguage.size() > 1) {
            String names =
                    byLanguage.stream().limit(MOST_NAMED).map(Map.Entry::getKey).collect(Collectors.joining(", "));
            String more = byLanguage.size() > MOST_NAMED ? " and " + (byLanguage.size() - MOST_NAMED) + " more" : "";
            throw refused("a vocabulary of several languages, " + names + more + "; expected that of one");
        }
        return indexed(json.elements().next());
    }

    private static List<String> indexed(JsonNode json) {
        var places = new Places();
        for (var entry : json.properties()) {
            String place = "the symbol \"" + entry.getKey() + "\"";
            if (!entry.getValue().isInt() || entry.getValue().intValue() < 0) {
                throw refused(place + " of the JSON object has no class index");
            }
            places.add(entry.getValue().intValue(), entry.getKey(), place);
        }
        return places.symbols();
    }

    /** Returns the lines without their ends; spaces are symbols, so they stay. */
    private static List<String> lines(String text) {
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return Arrays.stream(whole.split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .toList();
    }

    /** Returns whether these are the lines of a {@code .vocab}: its scores are ln p, or 0, -1, -2 and so on. */
    private static boolean haveScores(List<String> lines) {
        return lines.stream().allMatch(line -> SYMBOL_AND_SCORE.matcher(line).matches())
                && lines.stream().anyMatch(line -> line.contains("\t-"));
    }

    private static List<String> indexed(List<String> lines) {
        var places = new Places();
        for (int i = 0; i < lines.size(); i++) {
            String place = "line " + (i + 1);
            Matcher both = SYMBOL_AND_INDEX.matcher(lines.get(i));
            Matcher alone = INDEX_ALONE.matcher(lines.get(i));
            if (both.matches()) {
                places.add(Integer.parseInt(both.group(2)), both.group(1), place);
            } else if (alone.matches()) {
                places.add(Integer.parseInt(alone.group(1)), " ", place);
            } else if (!lines.get(i).isBlank()) {
                throw refused(place + ": expected a symbol and its class index, as in other lines");
            }
        }
        return DisambiguationSymbols.removedFrom(places.symbols());
    }

    /** Symbols that come with their index, in any order. */
    private static final class Places {

        private final TreeMap<Integer, String> symbols = new TreeMap<>();
        private final TreeMap<Integer, String> places = new TreeMap<>();

        void add(int index, String symbol, String place) {
            @Nullable String before = places.putIfAbsent(index, place);
            if (before != null) {
                throw refused(place + ": the class index " + index + " stands twice, first for " + before);
            }
            symbols.put(index, symbol);
        }

        List<String> symbols() {
            int expected = 0;
            for (int index : symbols.keySet()) {
                if (index != expected) {
                    throw refused(places.get(index) + ": no symbol has the class index " + expected
                            + ", and this one has " + index);
                }
                expected++;
            }
            return List.copyOf(symbols.values());
        }
    }
}
