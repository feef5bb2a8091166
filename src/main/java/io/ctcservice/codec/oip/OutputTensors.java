package io.ctcservice.codec.oip;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Warnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The possible outputs of a request, made when they are asked for. Not thread-safe. */
public final class OutputTensors {

    private final Map<String, Making> byName = new LinkedHashMap<>();
    private final Warnings warnings;

    /** @param warnings suspicious parts of the request */
    public OutputTensors(Warnings warnings) {
        this.warnings = warnings;
    }

    /**
     * A supplier of an output, and the reason why it may be missing.
     *
     * @param tensor makes it; gives nothing where the request lacks what it needs
     * @param need what that is, for a refusal
     */
    private record Making(Supplier<Optional<OutputTensor>> tensor, String need) {}

    /**
     * Adds an output.
     *
     * @param tensor makes it; gives nothing where the request lacks what it needs
     * @param need what that is, for a refusal
     */
    public OutputTensors add(String name, Supplier<Optional<OutputTensor>> tensor, String need) {
        byName.put(name, new Making(tensor, need));
        return this;
    }

    /**
     * Returns the response to a request: the outputs that it names, in its order, else all that can be made, in the
     * order of the signature.
     *
     * @throws RefusedRequestException if it names one for which something is missing
     */
    public InferenceResponse response(InferenceRequest request, ModelSignature signature, String version) {
        var wanted = request.outputs().isEmpty() ? all(request, signature) : request.outputs();
        var outputs = new ArrayList<InferenceResponse.Output>();
        var binary = new ArrayList<OutputTensor>();
        wanted.forEach((name, isBinary) -> {
            var making = Objects.requireNonNull(byName.get(name));
            var made = making.tensor().get();
            if (made.isEmpty() && request.names(name)) {
                throw new RefusedRequestException("/outputs", "\"" + name + "\", which needs " + making.need());
            }
            made.ifPresent(tensor -> {
                outputs.add(InferenceResponse.Output.of(name, tensor, isBinary));
                if (isBinary) {
                    binary.add(tensor);
                }
            });
        });
        return new InferenceResponse(
                signature.name(), version, request.id(), outputs, binary, TensorPointers.translated(warnings.list()));
    }

    private static Map<String, Boolean> all(InferenceRequest request, ModelSignature signature) {
        var names = new LinkedHashMap<String, Boolean>();
        for (var output : signature.outputs()) {
            names.put(output.name(), request.binaryByDefault());
        }
        return names;
    }
}
