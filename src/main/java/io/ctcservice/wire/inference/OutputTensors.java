package io.ctcservice.wire.inference;

import io.ctcservice.wire.RefusedRequestException;
import io.ctcservice.wire.batch.Warnings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The outputs that a model can give of one request, made when they are asked for. Not thread-safe. */
public final class OutputTensors {

    private final Map<String, Supplier<OutputTensor>> byName = new LinkedHashMap<>();
    private final Warnings warnings;

    /** @param warnings what is legal in the request but smells */
    public OutputTensors(Warnings warnings) {
        this.warnings = warnings;
    }

    /** Adds an output. */
    public OutputTensors add(String name, Supplier<OutputTensor> making) {
        byName.put(name, making);
        return this;
    }

    /**
     * Returns the answer to a request: the outputs that it names, in its order, else those here that the signature does
     * not call optional.
     *
     * @throws RefusedRequestException if it names one that is not here
     */
    public InferenceResponse answer(InferenceRequest request, ModelSignature signature, String version) {
        var wanted = request.outputs().isEmpty() ? usual(request, signature) : request.outputs();
        var outputs = new ArrayList<InferenceResponse.Output>();
        var binary = new ArrayList<OutputTensor>();
        wanted.forEach((name, isBinary) -> {
            var tensor = made(name);
            outputs.add(InferenceResponse.Output.of(name, tensor, isBinary));
            if (isBinary) {
                binary.add(tensor);
            }
        });
        return new InferenceResponse(
                signature.name(), version, request.id(), outputs, binary, TensorPointers.translated(warnings.list()));
    }

    private Map<String, Boolean> usual(InferenceRequest request, ModelSignature signature) {
        var names = new LinkedHashMap<String, Boolean>();
        for (var output : signature.outputs()) {
            if (!output.isOptional() && byName.containsKey(output.name())) {
                names.put(output.name(), request.binaryByDefault());
            }
        }
        return names;
    }

    private OutputTensor made(String name) {
        @Nullable Supplier<OutputTensor> making = byName.get(name);
        if (making == null) {
            throw new RefusedRequestException(
                    "/outputs", "\"" + name + "\", which needs a vocabulary; expected one among the parameters");
        }
        return making.get();
    }
}
