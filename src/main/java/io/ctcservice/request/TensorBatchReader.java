package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.InputTensor;
import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.codec.oip.TensorSpec;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A converter of inference requests to the equivalent JSON requests: parameters become fields, tensors utterances. So
 * both are checked and limited by the same code from there on. Stateless and thread-safe.
 */
public final class TensorBatchReader {

    private static final String AS_UTTERANCES = "as many as utterances in emissions [N,T,V]";

    /** The parameters that are lists or objects, which some clients can send only as text. */
    private static final Set<String> STRUCTURED = Set.of("vocabulary", "hotwords", "lexicon", "languageModel");

    private final JsonMapper json;
    private final FieldReader fields;
    private final Limits limits;

    public TensorBatchReader(JsonMapper json, FieldReader fields, Limits limits) {
        this.json = json;
        this.fields = fields;
        this.limits = limits;
    }

    /**
     * Returns the equivalent JSON request.
     *
     * @throws UnreadableBodyException if inputs, outputs or parameters are none of the model's, or of the wrong type
     * @throws RefusedRequestException if a tensor is missing, or of another shape than it should be
     */
    public <B extends BatchBody<EmissionsUtterance>> B read(
            InferenceRequest request, ModelSignature signature, Class<B> type) {
        B body = body(request, signature, type);
        var utterances = emissions(request).stream()
                .map(matrix -> new EmissionsUtterance(null, matrix, null, null))
                .toList();
        return type.cast(body.withUtterances(utterances));
    }

    /**
     * Returns the equivalent JSON request with targets.
     *
     * @throws UnreadableBodyException if inputs, outputs or parameters are none of the model's, or of the wrong type
     * @throws RefusedRequestException if a tensor is missing, or of another shape than it should be
     */
    public <B extends BatchBody<TargetUtterance>> B readWithTargets(
            InferenceRequest request, ModelSignature signature, Class<B> type) {
        B body = body(request, signature, type);
        var emissions = emissions(request);
        var targets = targets(request, emissions.size());
        var utterances = new ArrayList<TargetUtterance>();
        for (int i = 0; i < targets.size(); i++) {
            utterances.add(new TargetUtterance(null, emissions.get(i), null, null, null, targets.get(i)));
        }
        return type.cast(body.withUtterances(utterances));
    }

    private <B extends BatchBody<?>> B body(InferenceRequest request, ModelSignature signature, Class<B> type) {
        requireKnown("input", request.inputs().keySet(), names(signature.inputs()));
        requireKnown("output", request.outputs().keySet(), names(signature.outputs()));
        requireKnown("parameter", request.parameters().keySet(), signature.parameters());
        return fields.read(() -> structured(request.parameters()), type, "/parameters");
    }

    private static void requireKnown(String what, Set<String> given, Set<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new UnreadableBodyException(new Violation(
                        "/" + what + "s",
                        "unknown " + what + " \"" + JsonErrors.excerpt(name) + "\"; expected "
                                + String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    private static Set<String> names(List<TensorSpec> tensors) {
        var names = new TreeSet<String>();
        tensors.forEach(tensor -> names.add(tensor.name()));
        return names;
    }

    private Map<String, Object> structured(Map<String, Object> parameters) {
        var structured = new LinkedHashMap<>(parameters);
        structured.replaceAll((name, value) ->
                STRUCTURED.contains(name) && value instanceof String text ? parsed(name, text) : value);
        return structured;
    }

    private Object parsed(String name, String text) {
        try {
            return json.readValue(text, Object.class);
        } catch (JacksonException bad) {
            throw new UnreadableBodyException(new Violation(
                    "/parameters/" + name,
                    "the string \"" + JsonErrors.excerpt(text)
                            + "\", which is no JSON; expected a list or an object, written as JSON within a string"));
        }
    }

    private List<FloatMatrix> emissions(InferenceRequest request) {
        var tensor = required(request, ModelSignature.EMISSIONS)
                .requireRank(3, "utterances, frames, classes")
                .requireAtMost(0, limits.maxUtterances())
                .requireAtMost(1, limits.maxFrames())
                .requireAtMost(2, limits.maxClasses());
        int frames = tensor.length(1);
        int classes = tensor.length(2);
        int[] lengths = lengths(request, ModelSignature.EMISSION_LENGTHS, tensor.length(0), frames);
        var matrices = new ArrayList<FloatMatrix>();
        for (int i = 0; i < lengths.length; i++) {
            float[] scores = tensor.floats(i * frames * classes, lengths[i] * classes);
            matrices.add(FloatMatrix.adopt(lengths[i], classes, scores));
        }
        return matrices;
    }

    private List<Labels> targets(InferenceRequest request, int utterances) {
        var tensor = required(request, ModelSignature.TARGETS)
                .requireRank(2, "utterances, labels")
                .requireLength(0, utterances, AS_UTTERANCES)
                .requireAtMost(1, limits.maxTextLength());
        int longest = tensor.length(1);
        int[] lengths = lengths(request, ModelSignature.TARGET_LENGTHS, utterances, longest);
        var targets = new ArrayList<Labels>();
        for (int i = 0; i < utterances; i++) {
            targets.add(Labels.of(tensor.integers(i * longest, lengths[i])));
        }
        return targets;
    }

    private static int[] lengths(InferenceRequest request, String name, int count, int longest) {
        var tensor = request.input(name);
        if (tensor.isEmpty()) {
            var all = new int[count];
            Arrays.fill(all, longest);
            return all;
        }
        tensor.get().requireRank(1, "utterances").requireLength(0, count, AS_UTTERANCES);
        int[] lengths = tensor.get().integers(0, count);
        for (int i = 0; i < count; i++) {
            if (lengths[i] < 0 || lengths[i] > longest) {
                throw new RefusedRequestException(
                        name + "[" + i + "]", lengths[i] + "; expected 0 to " + longest + ", by the shape");
            }
        }
        return lengths;
    }

    private static InputTensor required(InferenceRequest request, String name) {
        return request.input(name)
                .orElseThrow(() -> new RefusedRequestException("/inputs", "no input \"" + name + "\""));
    }
}
