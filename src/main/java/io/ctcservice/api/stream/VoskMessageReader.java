package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.request.FieldReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A reader of the text messages at /vosk, which it translates to those of /stream. Stateless and thread-safe. */
@Component
final class VoskMessageReader {

    /** The phrase that allows words that are not listed. */
    private static final String UNKNOWN = "[unk]";

    /** Fields of /stream, and those of a configuration that they come from. */
    private static final Map<String, String> IN_CONFIG = Map.of(
            "/sampleRate", "sample_rate",
            "/nBest", "max_alternatives",
            "/hotwords", "phrase_list",
            "/lexicon", "phrase_list",
            "/network", "model");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}\\.[0-9]{0,9}");

    private static final double AFTER_SPEECH = 1.2;
    private static final double NO_SPEECH = 2.4;
    private static final double LONGEST = 20;

    private final JsonMapper json;
    private final FieldReader fields;
    private final ClientMessageReader reader;
    private final VoskNetwork network;

    VoskMessageReader(JsonMapper json, FieldReader fields, ClientMessageReader reader, VoskNetwork network) {
        this.json = json;
        this.fields = fields;
        this.reader = reader;
        this.network = network;
    }

    /**
     * Returns a text message.
     *
     * @throws UnreadableBodyException if it is no JSON object
     */
    ObjectNode read(String message) {
        try {
            JsonNode tree = json.readTree(message);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException bad) {
            throw new UnreadableBodyException(JsonErrors.violation(bad));
        }
        throw new UnreadableBodyException(new Violation("", "a message that is no JSON object"));
    }

    VoskConfig config(JsonNode fieldsOfConfig) {
        var config = fields.read(() -> asPythonTakes(fieldsOfConfig), VoskConfig.class, "/config");
        if (config.alternatives() < 0) {
            throw new RefusedRequestException(
                    "/config/max_alternatives", config.alternatives() + "; expected at least 0");
        }
        return config;
    }

    /** Returns the fields as vosk-server takes them: a number for a truth value, and a text for a number. */
    private static JsonNode asPythonTakes(JsonNode config) {
        if (!(config instanceof ObjectNode given)) {
            return config;
        }
        var taken = given.deepCopy();
        if (given.path("words").isNumber()) {
            taken.put("words", given.path("words").asDouble() != 0);
        }
        for (String name : List.of("sample_rate", "max_alternatives")) {
            String text = given.path(name).asString("");
            if (given.path(name).isString() && WHOLE.matcher(text).matches()) {
                taken.put(name, Integer.parseInt(text));
            } else if (given.path(name).isString() && DECIMAL.matcher(text).matches()) {
                taken.put(name, Double.parseDouble(text));
            }
        }
        return taken;
    }

    /** Returns a configuration as the first message of a stream. */
    StreamStart start(VoskConfig config) {
        String model = config.model();
        var start = json.createObjectNode()
                .put("network", model == null ? network.name() : model)
                .put("encoding", "pcm16")
                .put("sampleRate", Math.clamp(Math.round(config.rate()), 0, Integer.MAX_VALUE));
        start.putArray("include").add("words");
        start.putObject("endpoint")
                .put("afterSpeech", AFTER_SPEECH)
                .put("noSpeech", NO_SPEECH)
                .put("longest", LONGEST);
        if (config.alternatives() > 0) {
            start.put("nBest", config.alternatives());
        }
        addPhrases(start, Objects.requireNonNullElse(config.phraseList(), List.of()));
        return reader.start(start);
    }

    /** Returns the refusal of a start with its faults at the fields of the configuration that the client sent. */
    static RefusedRequestException inConfig(List<Violation> ofStart) {
        return new RefusedRequestException(
                ofStart.stream().map(VoskMessageReader::inConfig).toList());
    }

    private static Violation inConfig(Violation fault) {
        for (var renamed : IN_CONFIG.entrySet()) {
            if (fault.pointer().startsWith(renamed.getKey())) {
                return new Violation("/config/" + renamed.getValue(), fault.detail());
            }
        }
        return fault;
    }

    private static void addPhrases(ObjectNode start, List<String> phrases) {
        if (phrases.isEmpty()) {
            return;
        }
        if (phrases.contains(UNKNOWN)) {
            var hotwords = start.putArray("hotwords");
            phrases.stream()
                    .filter(phrase -> !phrase.equals(UNKNOWN))
                    .forEach(phrase -> hotwords.addObject().put("phrase", phrase));
            return;
        }
        var words = new LinkedHashSet<String>();
        phrases.forEach(phrase -> Stream.of(phrase.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .forEach(words::add));
        var lexicon = start.putArray("lexicon");
        words.forEach(lexicon::add);
    }
}
