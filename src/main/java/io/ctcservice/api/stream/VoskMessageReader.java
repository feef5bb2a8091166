package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.CasedPhrases;
import io.ctcservice.request.FieldReader;
import io.ctcservice.request.GuideChecks;
import io.ctcservice.request.Recognizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final String PHRASES = "/config/phrase_list";

    /** The most words that a refusal names. */
    private static final int MOST_NAMED = 5;

    private static final double AFTER_SPEECH = 1.2;
    private static final double NO_SPEECH = 2.4;
    private static final double LONGEST = 20;

    private final JsonMapper json;
    private final FieldReader fields;
    private final ClientMessageReader reader;
    private final VoskNetwork network;
    private final Recognizer recognizer;

    VoskMessageReader(
            JsonMapper json,
            FieldReader fields,
            ClientMessageReader reader,
            VoskNetwork network,
            Recognizer recognizer) {
        this.json = json;
        this.fields = fields;
        this.reader = reader;
        this.network = network;
        this.recognizer = recognizer;
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
        throw new UnreadableBodyException(
                new Violation("", "a message that is no JSON object; expected one with a field config, eof or reset"));
    }

    /** Returns the refusal of a message of no kind that there is: vosk-server takes it for sound, or fails. */
    static UnreadableBodyException unknown(ObjectNode message) {
        String name = message.propertyNames().stream().findFirst().orElse("");
        return new UnreadableBodyException(new Violation(
                name.isEmpty() ? "" : "/" + JsonErrors.excerpt(name),
                (name.isEmpty() ? "an empty message" : "unknown field") + "; expected one of config, eof, reset"));
    }

    VoskConfig config(JsonNode fieldsOfConfig) {
        var config = fields.read(() -> asPythonTakes(fieldsOfConfig), VoskConfig.class, "/config");
        if (config.alternatives() < 0) {
            throw new RefusedRequestException(
                    "/config/max_alternatives", config.alternatives() + "; expected at least 0");
        }
        ClientMessageReader.requireRate("/config/sample_rate", config.rate());
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
                .put("sampleRate", Math.toIntExact(Math.round(config.rate())));
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
        return new Violation(inConfig(fault.pointer()), fault.detail());
    }

    /** Returns a warning about a start at the field of the configuration that the client sent. */
    static Warning inConfig(Warning warning) {
        return new Warning(inConfig(warning.pointer()), warning.detail());
    }

    private static String inConfig(String pointer) {
        return IN_CONFIG.entrySet().stream()
                .filter(renamed -> pointer.startsWith(renamed.getKey()))
                .findFirst()
                .map(renamed -> "/config/" + renamed.getValue())
                .orElse(pointer);
    }

    /** Adds the phrases as the network spells them: clients send them in lower case. */
    private void addPhrases(ObjectNode start, List<String> phrases) {
        if (phrases.isEmpty()) {
            return;
        }
        GuideChecks.requireCharacters(PHRASES, phrases);
        if (phrases.contains(UNKNOWN)) {
            var given = phrases.stream()
                    .filter(phrase -> !phrase.equals(UNKNOWN) && !phrase.isBlank())
                    .toList();
            if (!given.isEmpty()) {
                start.put(
                        "wholeWords",
                        WordGrouping.usualDelimiter(vocabulary(start)).isPresent());
                var hotwords = start.putArray("hotwords");
                cased(given, start)
                        .phrases()
                        .forEach(phrase -> hotwords.addObject().put("phrase", phrase));
            }
            return;
        }
        var given = phrases.stream()
                .flatMap(phrase -> Stream.of(WhiteSpace.words(phrase)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        var words = cased(given, start);
        if (words.unspellable().size() == given.size()) {
            throw new RefusedRequestException(PHRASES, noneOf(given));
        }
        var lexicon = start.putArray("lexicon");
        words.phrases().stream().distinct().forEach(lexicon::add);
    }

    private CasedPhrases cased(List<String> phrases, ObjectNode start) {
        var vocabulary = vocabulary(start);
        return CasedPhrases.of(phrases, vocabulary, WordGrouping.of(vocabulary));
    }

    private Vocabulary vocabulary(ObjectNode start) {
        return recognizer.description(start.path("network").asString()).vocabulary();
    }

    private static String noneOf(List<String> words) {
        String named = words.stream().limit(MOST_NAMED).map(JsonErrors::excerpt).collect(Collectors.joining(", "));
        String rest = words.size() > MOST_NAMED ? " and " + (words.size() - MOST_NAMED) + " more" : "";
        return "no word that the network can spell"
                + (named.isEmpty() ? "" : ", in no case of letters: " + named + rest) + "; expected at least one, or \""
                + UNKNOWN + "\" among them for hot words";
    }
}
