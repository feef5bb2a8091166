package io.ctcservice.api.stream;

import io.ctcservice.audio.SoundRemark;
import io.ctcservice.codec.KnownNames;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.decode.EndpointRules;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.ClassCount;
import io.ctcservice.request.FieldReader;
import io.ctcservice.request.Limits;
import io.ctcservice.request.OutputClasses;
import io.ctcservice.request.Recognizer;
import io.ctcservice.request.decode.DecodePlanner;
import io.ctcservice.request.decode.DecodeRequest;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A reader of the text messages at /stream, which refuses wrong fields with pointers to them. Stateless and thread-safe. */
@Component
final class ClientMessageReader {

    private static final String TYPE = "type";
    private static final int LOWEST_RATE = 4000;
    private static final int HIGHEST_RATE = 384_000;

    private static final Set<String> OF_FORMAT = names(StreamFormat.class);
    private static final Set<String> OF_START = ofStart();

    private final JsonMapper json;
    private final FieldReader fields;
    private final BatchReader batches;
    private final DecodePlanner planner;
    private final Recognizer recognizer;
    private final Limits limits;

    ClientMessageReader(
            JsonMapper json,
            FieldReader fields,
            BatchReader batches,
            DecodePlanner planner,
            Recognizer recognizer,
            Limits limits) {
        this.recognizer = recognizer;
        this.json = json;
        this.fields = fields;
        this.batches = batches;
        this.planner = planner;
        this.limits = limits;
    }

    private static Set<String> ofStart() {
        var names = names(DecodeRequest.class);
        names.removeAll(Set.of("utterances", "channel")); // they come in messages of their own; sound has one channel
        names.addAll(OF_FORMAT);
        names.add(TYPE);
        return names;
    }

    private static Set<String> names(Class<?> type) {
        return new TreeSet<>(Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    }

    /**
     * Returns a text message.
     *
     * @throws UnreadableBodyException if it is no JSON object with a {@code type} that there is
     */
    ClientMessage read(String message) {
        JsonNode tree;
        try {
            tree = json.readTree(message);
        } catch (JacksonException bad) {
            throw new UnreadableBodyException(JsonErrors.violation(bad));
        }
        if (!(tree instanceof ObjectNode object)) {
            throw unreadable("", "a message that is no JSON object; expected {\"type\": …}");
        }
        var type = ClientMessage.Type.of(object.path(TYPE));
        requireKnown(object, type == ClientMessage.Type.START ? OF_START : Set.of(TYPE));
        return new ClientMessage(type, object);
    }

    private static void requireKnown(ObjectNode object, Set<String> known) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw unreadable("/" + JsonErrors.excerpt(name), "unknown field; " + KnownNames.expected(name, known));
            }
        }
    }

    private static UnreadableBodyException unreadable(String pointer, String detail) {
        return new UnreadableBodyException(new Violation(pointer, detail));
    }

    /**
     * Returns the first message, checked.
     *
     * @throws UnreadableBodyException if it cannot be read
     * @throws RefusedRequestException if it is wrong
     */
    StreamStart start(ObjectNode message) {
        var ofFormat = json.createObjectNode();
        var ofRequest = json.createObjectNode().put("decoder", "beam");
        message.properties().forEach(field -> {
            if (!field.getKey().equals(TYPE)) {
                (OF_FORMAT.contains(field.getKey()) ? ofFormat : ofRequest).set(field.getKey(), field.getValue());
            }
        });
        var format = fields.read(() -> ofFormat, StreamFormat.class, "");
        var request = fields.read(() -> ofRequest, DecodeRequest.class, "");
        if (request.includes(DecodeRequest.Include.SEARCH)) {
            throw new RefusedRequestException(
                    "/include", "\"search\", which POST /decode tells of a whole; expected tokens, words, framePath");
        }
        DecodePlanner.requireBounded(request);
        var classes = batches.classes(request);
        var warnings = new Warnings();
        var rows = rows(format, request, classes, warnings);
        var plan = planner.plan(request, classes, warnings, request.includesSpans());
        Double seconds = classes.secondsPerFrame(request.secondsPerFrame());
        return new StreamStart(request, plan, rules(format.endpoint(), seconds), seconds, rows, warnings);
    }

    private RowSource rows(StreamFormat format, DecodeRequest request, OutputClasses classes, Warnings warnings) {
        boolean isSound = format.encoding() != null || format.sampleRate() != null;
        if (isSound && (format.classes() != null || format.dtype() != null)) {
            throw new RefusedRequestException(
                    format.classes() == null ? "/dtype" : "/classes",
                    "given beside \"" + (format.encoding() == null ? "sampleRate" : "encoding")
                            + "\"; expected either, for emissions or for sound");
        }
        boolean isOfNetwork = request.network() != null && format.classes() == null && format.dtype() == null;
        return isSound || isOfNetwork ? soundRows(format, request, warnings) : scoreRows(format, request, classes);
    }

    private SoundRows soundRows(StreamFormat format, DecodeRequest request, Warnings warnings) {
        var network = recognizer.streaming(request);
        var encoding = format.encoding();
        Integer rate = format.sampleRate();
        if (encoding == null) {
            throw new RefusedRequestException("/encoding", "missing; expected \"pcm16\" or \"float32\"");
        }
        if (rate == null) {
            throw new RefusedRequestException("/sampleRate", "missing; expected the number of samples a second");
        }
        requireRate("/sampleRate", rate);
        SoundRemark.ofRate(rate, Objects.requireNonNull(network.description().sampleRate()))
                .ifPresent(low -> warnings.add("/sampleRate", low.detail()));
        return new SoundRows(network, encoding, rate);
    }

    /**
     * Checks a number of samples a second.
     *
     * @throws RefusedRequestException naming {@code pointer} if it is out of range
     */
    static void requireRate(String pointer, Number rate) {
        if (!(rate.doubleValue() >= LOWEST_RATE && rate.doubleValue() <= HIGHEST_RATE)) {
            throw new RefusedRequestException(
                    pointer, PlainNumber.of(rate) + "; expected " + LOWEST_RATE + " to " + HIGHEST_RATE);
        }
    }

    private ScoreRows scoreRows(StreamFormat format, DecodeRequest request, OutputClasses classes) {
        Integer count = format.classes();
        if (count == null) {
            throw new RefusedRequestException("/classes", "missing; expected the number of scores of a row");
        }
        if (format.dtype() == null) {
            throw new RefusedRequestException("/dtype", "missing; expected \"float32\"");
        }
        requireClasses(count, request, classes);
        var scores = batches.scores(request);
        if (scores == null) {
            throw new RefusedRequestException(
                    "/scores", "missing; expected \"logits\", \"logProbs\" or \"probs\", as the rows are");
        }
        return new ScoreRows(count, scores);
    }

    private void requireClasses(int count, DecodeRequest request, OutputClasses classes) {
        var vocabulary = classes.vocabulary();
        if (count < 2 || count > limits.maxClasses()) {
            throw new RefusedRequestException("/classes", count + "; expected 2 to " + limits.maxClasses());
        }
        if (vocabulary != null && count != vocabulary.size()) {
            throw new RefusedRequestException(
                    "/classes",
                    count + "; expected " + vocabulary.size() + ", the size of the vocabulary"
                            + ClassCount.advice(count, vocabulary, request));
        }
        if (classes.blank() < 0 || classes.blank() >= count) {
            throw new RefusedRequestException(
                    "/blank", classes.blank() + "; expected a class index in [0, " + count + ")");
        }
    }

    private static EndpointRules rules(StreamFormat.@Nullable Endpoint endpoint, @Nullable Double seconds) {
        if (endpoint == null) {
            return EndpointRules.NONE;
        }
        if (seconds == null) {
            throw new RefusedRequestException(
                    "/secondsPerFrame", "missing; expected a number, because \"endpoint\" is in seconds");
        }
        try {
            return EndpointRules.ofSeconds(
                    optional(endpoint.afterSpeech()),
                    optional(endpoint.noSpeech()),
                    optional(endpoint.longest()),
                    seconds);
        } catch (CtcInputException refused) {
            throw new RefusedRequestException("/endpoint/" + refused.field(), String.valueOf(refused.getMessage()));
        }
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
