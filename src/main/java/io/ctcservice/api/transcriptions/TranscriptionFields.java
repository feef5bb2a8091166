package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.request.decode.DecodePlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a request but for its file, as they come. A list may be written {@code name}, {@code name[]} or {@code name[0]}.
 * Not thread-safe.
 */
final class TranscriptionFields {

    private static final String MODEL = "model";
    private static final String FORMAT = "response_format";
    private static final String STREAM = "stream";
    private static final String LANGUAGE = "language";
    private static final String LANGUAGE_MODEL = "language_model";
    private static final String HOTWORDS = "hotwords";
    private static final String KEYWORDS = "keywords";
    private static final String GRANULARITIES = "timestamp_granularities";
    private static final String INCLUDE = "include";
    private static final String LOGPROBS = "logprobs";

    private static final Set<String> SCALARS = Set.of(MODEL, FORMAT, STREAM, LANGUAGE, LANGUAGE_MODEL);
    private static final Set<String> LISTS = Set.of(HOTWORDS, KEYWORDS, GRANULARITIES, INCLUDE);
    private static final Set<String> GUIDES = Set.of(LANGUAGE_MODEL, HOTWORDS, KEYWORDS);
    private static final Pattern LIST_MARK = Pattern.compile("\\[\\d*]$");

    private final Map<String, List<String>> values = new HashMap<>();

    /** Returns whether a field has an effect here; {@code prompt} and {@code temperature} have none. */
    static boolean isRead(String field) {
        String name = nameOf(field);
        return SCALARS.contains(name) || LISTS.contains(name);
    }

    /** Returns whether a field guides the search. */
    static boolean isGuide(String field) {
        return GUIDES.contains(nameOf(field));
    }

    private static String nameOf(String field) {
        return LIST_MARK.matcher(field).replaceFirst("");
    }

    /**
     * Adds a field.
     *
     * @throws ErrorResponseException if it is repeated and not a list
     */
    void add(String field, String value) {
        String name = nameOf(field);
        var given = values.computeIfAbsent(name, key -> new ArrayList<>());
        if (SCALARS.contains(name) && !given.isEmpty()) {
            throw Refusals.invalid(name, "twice; expected once");
        }
        given.add(value);
    }

    /**
     * Checks the values of the fields, before the recording is recognised.
     *
     * @throws ErrorResponseException if a value is invalid
     */
    void requireMeaning() {
        format();
        streams();
        for (String granularity : split(GRANULARITIES)) {
            requireOneOf(GRANULARITIES, granularity, List.of("word", "segment"));
        }
        for (String wanted : split(INCLUDE)) {
            requireOneOf(INCLUDE, wanted, List.of(LOGPROBS));
        }
    }

    private static void requireOneOf(String field, String value, List<String> expected) {
        if (!expected.contains(value)) {
            throw Refusals.invalid(field, JsonErrors.excerpt(value) + "; expected " + String.join(" or ", expected));
        }
    }

    /** Returns the name of the model, null where none is given. */
    @Nullable
    String model() {
        return scalar(MODEL);
    }

    TranscriptFormat format() {
        String given = scalar(FORMAT);
        if (given == null) {
            return TranscriptFormat.JSON;
        }
        return TranscriptFormat.of(given)
                .orElseThrow(() -> Refusals.invalid(
                        FORMAT, JsonErrors.excerpt(given) + "; expected one of " + TranscriptFormat.names()));
    }

    /** Returns whether the response is to be sent as events. Python's requests writes {@code True}. */
    boolean streams() {
        String given = scalar(STREAM);
        if (given == null) {
            return false;
        }
        if (given.equalsIgnoreCase("true") || given.equalsIgnoreCase("false")) {
            return given.equalsIgnoreCase("true");
        }
        throw Refusals.invalid(STREAM, JsonErrors.excerpt(given) + "; expected true or false");
    }

    /** Returns whether the response has the log-probability of each token. */
    boolean answersLogprobs() {
        return split(INCLUDE).contains(LOGPROBS) && (streams() || format() == TranscriptFormat.JSON);
    }

    /** Returns whether the response has times of words. */
    boolean answersTimes() {
        return !streams() && format().hasTimes();
    }

    /** Returns the language that the client names, null if it names none. */
    @Nullable
    String language() {
        return scalar(LANGUAGE);
    }

    @Nullable
    String languageModel() {
        return scalar(LANGUAGE_MODEL);
    }

    /** Returns the hot words, each once. */
    List<DecodePlan.Phrase> hotwords() {
        var texts = new HashSet<String>();
        return Stream.of(HOTWORDS, KEYWORDS)
                .flatMap(name ->
                        split(name).stream().filter(texts::add).map(text -> new DecodePlan.Phrase("/" + name, text)))
                .toList();
    }

    /** Returns whether hot words or a language model guide the search. */
    boolean isGuided() {
        return languageModel() != null || !hotwords().isEmpty();
    }

    private @Nullable String scalar(String name) {
        String value = all(name).map(String::strip).findFirst().orElse("");
        return value.isEmpty() ? null : value; // forms send what is not set as empty text
    }

    private List<String> split(String name) {
        return all(name)
                .flatMap(TranscriptionFields::items)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns the items of a list between commas, or of a JSON array of texts, which some clients send. */
    private static Stream<String> items(String value) {
        try {
            var array = value.strip().startsWith("[") ? JsonMapper.shared().readTree(value) : null;
            if (array != null && array.isArray() && array.valueStream().allMatch(JsonNode::isString)) {
                return array.valueStream().map(JsonNode::asString);
            }
        } catch (JacksonException noJson) {
            // a text that begins with a bracket
        }
        return Stream.of(value.split(",", -1));
    }

    private Stream<String> all(String name) {
        return values.getOrDefault(name, Collections.emptyList()).stream();
    }
}
