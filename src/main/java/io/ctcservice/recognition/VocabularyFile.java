package io.ctcservice.recognition;

import io.ctcservice.core.text.DisambiguationSymbols;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The symbols of a vocabulary's file, in any of the usual formats, detected from its content: a JSON
 * array, alone or as {@code labels} (pyctcdecode's {@code alphabet.json}) or {@code charset} (ddddocr's {@code charsets.json}) of an object; a JSON object of symbol and index (Hugging Face's {@code vocab.json}), of
 * index and symbol, or one of such objects by language; Hugging Face's {@code tokenizer.json}; lines of symbol and index
 * ({@code tokens.txt}, where a line with the index alone is the space); lines of index and symbol, in the order of the indices; lines of symbol and score (SentencePiece's
 * {@code .vocab}, in the order of the indices); SentencePiece's binary {@code .model}; a symbol a line.
 */
public final class VocabularyFile {

    private static final Pattern SYMBOL_AND_INDEX = Pattern.compile("(\\S+)[ \\t]+([0-9]{1,9})[ \\t]*");
    private static final Pattern SYMBOL_AND_SCORE = Pattern.compile("(\\S+)\t(-?[0-9.]+(?:e-?[0-9]+)?)");
    private static final Pattern INDEX_ALONE = Pattern.compile("[ \\t]*([0-9]{1,9})[ \\t]*");
    private static final Pattern INDEX_AND_SYMBOL = Pattern.compile("([0-9]{1,9})[ \\t](.+)");
    private static final Pattern JSON_ARRAY = Pattern.compile("\\s*\\[\\s*(\"|]\\s*$)");
    private static final Pattern JSON_OBJECT = Pattern.compile("\\s*\\{\\s*(\"|}\\s*$)");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Usual names of the blank, for the message if it is missing; the blank itself is never guessed. */
    private static final List<String> NAMES_OF_THE_BLANK =
            List.of("<blk>", "<blank>", "<eps>", "<pad>", "[PAD]", "<ctc_blank>", "blank", "ε", "");

    /** The names of arrays of symbols in objects. */
    private static final List<String> NAMES_OF_ARRAYS = List.of("labels", "charset");

    private static final int MOST_NAMED = 10;

    private final String text;

    private VocabularyFile(String text) {
        this.text = text;
    }

    /**
     * @param bytes of the file
     * @throws IOException if they are neither UTF-8 nor a model of SentencePiece's
     */
    public VocabularyFile(byte[] bytes) throws IOException {
        var pieces = SentencePieceModel.pieces(bytes);
        if (pieces.isPresent()) {
            this.text = JSON.writeValueAsString(pieces.get());
            return;
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            this.text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
        } catch (CharacterCodingException e) {
            throw new IOException("the file is neither UTF-8 nor a whole .model of SentencePiece's", e);
        }
    }

    /**
     * Returns the symbols by class index.
     *
     * @throws IOException saying in which line or for which symbol the file is wrong
     */
    public List<String> symbols() throws IOException {
        if (text.isBlank()) {
            throw new IOException("the file is empty");
        }
        if (JSON_ARRAY.matcher(text).lookingAt()) {
            return array(json());
        }
        if (JSON_OBJECT.matcher(text).lookingAt()) {
            return object();
        }
        var lines = lines();
        if (haveScores(lines)) {
            return lines.stream()
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .toList();
        }
        if (haveIndicesFirst(lines)) {
            return lines.stream()
                    .map(line -> INDEX_AND_SYMBOL.matcher(line).replaceFirst("$2"))
                    .toList();
        }
        boolean hasIndices =
                lines.stream().anyMatch(line -> SYMBOL_AND_INDEX.matcher(line).matches());
        return hasIndices ? indexed(lines) : lines;
    }

    /**
     * Returns the symbols of a PaddleOCR dictionary, which names neither the blank before them nor the space after; one that names both is
     * complete.
     */
    public List<String> symbolsOfPaddleOcr() throws IOException {
        if (text.isBlank()) {
            throw new IOException("the file is empty");
        }
        var symbols = new ArrayList<>(lines());
        if (symbols.size() > 1 && symbols.getLast().isEmpty()) {
            symbols.removeLast(); // an empty line at the end
        }
        boolean isComplete = symbols.getFirst().length() > 1
                && NAMES_OF_THE_BLANK.contains(symbols.getFirst())
                && symbols.getLast().equals(" ");
        if (!isComplete) {
            symbols.addFirst("<blank>");
            symbols.addLast(" ");
        }
        return symbols;
    }

    /** Returns whether this is a JSON array of texts, as far as its start shows. */
    boolean isArray() {
        return JSON_ARRAY.matcher(text).lookingAt();
    }

    /** Returns a hint that names a symbol that is probably the blank; empty if none has a usual name. */
    public static Optional<String> likelyBlank(List<String> symbols) {
        return NAMES_OF_THE_BLANK.stream()
                .filter(symbols::contains)
                .findFirst()
                .map(name -> "the file has \"" + name + "\" at " + symbols.indexOf(name));
    }

    private static List<String> array(JsonNode array) throws IOException {
        var symbols = new ArrayList<String>();
        for (JsonNode symbol : array) {
            if (!symbol.isString()) {
                throw new IOException("index " + symbols.size() + " of the JSON array is no string");
            }
            symbols.add(symbol.asString());
        }
        return symbols;
    }

    private List<String> object() throws IOException {
        var tokenizer = TokenizerJson.of(json());
        if (tokenizer.isPresent()) {
            return tokenizer.get().all();
        }
        for (String name : NAMES_OF_ARRAYS) {
            if (json().path(name).isArray()) {
                return array(json().path(name));
            }
        }
        var languages = languages();
        if (languages.size() > 1) {
            throw new IOException("a vocabulary of several languages, " + someOf(languages) + "; expected that of one");
        }
        return IndexedSymbols.of(languages.isEmpty() ? json() : json().path(languages.getFirst()))
                .symbols();
    }

    /**
     * Returns the symbols without those that a {@code tokenizer.json} adds behind them: a network need not have classes for these.
     *
     * @throws IOException as for {@link #symbols}
     */
    List<String> symbolsBeforeAdded() throws IOException {
        var tokenizer =
                JSON_OBJECT.matcher(text).lookingAt() ? TokenizerJson.of(json()) : Optional.<TokenizerJson>empty();
        return tokenizer.isPresent() ? tokenizer.get().beforeAdded() : symbols();
    }

    /** Returns the languages of a JSON object with an object of symbols for each, as MMS has it; else none. */
    List<String> languages() throws IOException {
        if (!JSON_OBJECT.matcher(text).lookingAt()) {
            return List.of();
        }
        var object = json();
        boolean isNested = TokenizerJson.of(object).isEmpty()
                && !object.isEmpty()
                && object.values().stream().allMatch(JsonNode::isObject);
        return isNested ? List.copyOf(object.propertyNames()) : List.of();
    }

    /** Returns the vocabulary of one of the languages. */
    VocabularyFile ofLanguage(String language) throws IOException {
        return new VocabularyFile(json().path(language).toString());
    }

    /** Returns some names, and how many there are where they are many. */
    static String someOf(List<String> names) {
        return names.size() <= MOST_NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " more";
    }

    /**
     * Returns symbols followed by those that this file adds, Hugging Face's {@code added_tokens.json}. It may list symbols that
     * are there already.
     */
    List<String> addedTo(List<String> symbols) throws IOException {
        var places = new IndexedSymbols();
        for (int v = 0; v < symbols.size(); v++) {
            places.add(v, symbols.get(v));
        }
        IndexedSymbols.of(json()).addTo(places);
        return places.symbols();
    }

    /** Returns the tokens that a {@code tokenizer_config.json} adds, as {@code added_tokens.json} would list them. */
    VocabularyFile addedTokens() throws IOException {
        var added = JSON.createObjectNode();
        for (var entry : json().path("added_tokens_decoder").properties()) {
            if (!IndexedSymbols.CLASS_INDEX.matcher(entry.getKey()).matches()) {
                throw new IOException("\"" + entry.getKey() + "\" in added_tokens_decoder is no class index");
            }
            added.put(entry.getValue().path("content").asString(""), Integer.parseInt(entry.getKey()));
        }
        return new VocabularyFile(added.toString());
    }

    private JsonNode json() throws IOException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException bad) {
            var where = bad.getLocation();
            throw new IOException(
                    "the JSON is wrong" + (where == null ? "" : " in line " + where.getLineNr()) + ": "
                            + bad.getOriginalMessage(),
                    bad);
        }
    }

    /** Returns the lines without their ends; spaces are symbols, so they stay. */
    private List<String> lines() {
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

    /** Returns whether each line begins with its number, from 0 on, and they are not all symbols with an index behind. */
    private static boolean haveIndicesFirst(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher both = INDEX_AND_SYMBOL.matcher(lines.get(i));
            if (!both.matches() || Integer.parseInt(both.group(1)) != i) {
                return false;
            }
        }
        return !lines.stream().allMatch(line -> SYMBOL_AND_INDEX.matcher(line).matches());
    }

    private static List<String> indexed(List<String> lines) throws IOException {
        var places = new IndexedSymbols();
        for (int i = 0; i < lines.size(); i++) {
            String place = "line " + (i + 1);
            Matcher both = SYMBOL_AND_INDEX.matcher(lines.get(i));
            Matcher alone = INDEX_ALONE.matcher(lines.get(i));
            if (both.matches()) {
                places.add(Integer.parseInt(both.group(2)), both.group(1), place);
            } else if (alone.matches()) {
                places.add(Integer.parseInt(alone.group(1)), " ", place);
            } else if (!lines.get(i).isBlank()) {
                throw new IOException(place + ": expected a symbol and its class index, as in other lines");
            }
        }
        return DisambiguationSymbols.removedFrom(places.symbols());
    }
}
