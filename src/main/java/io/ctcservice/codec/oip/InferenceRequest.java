package io.ctcservice.codec.oip;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An inference request that satisfies the protocol; the model has not yet checked it.
 *
 * @param id what the answer is to have as id, null for none
 * @param parameters what is asked besides, the protocol's own taken out
 * @param inputs by name
 * @param outputs for each output wanted, in order, whether in binary; empty for all
 * @param binaryByDefault whether outputs that the request does not name are given in binary
 */
public record InferenceRequest(
        @Nullable String id,
        Map<String, Object> parameters,
        Map<String, InputTensor> inputs,
        Map<String, Boolean> outputs,
        boolean binaryByDefault) {

    public InferenceRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /** Returns whether the request names this output. */
    public boolean names(String output) {
        return outputs.containsKey(output);
    }

    /** Returns whether the request names this output, or none. */
    public boolean wants(String output) {
        return outputs.isEmpty() || outputs.containsKey(output);
    }

    /** Returns T, the frames of the longest utterance; 0 where there are no emissions. */
    public int frames() {
        return input(ModelSignature.EMISSIONS).map(tensor -> tensor.length(1)).orElse(0);
    }

    /** Returns U, the labels of the longest target; 0 where there are no targets. */
    public int labels() {
        return input(ModelSignature.TARGETS).map(tensor -> tensor.length(1)).orElse(0);
    }

    public Optional<InputTensor> input(String name) {
        return Optional.ofNullable(inputs.get(name));
    }
}
