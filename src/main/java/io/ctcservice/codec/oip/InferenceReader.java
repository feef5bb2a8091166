package io.ctcservice.codec.oip;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.WholeBody;
import io.ctcservice.core.Counted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** A reader of inference requests, whose tensors are in the JSON or after it. Stateless and thread-safe. */
public final class InferenceReader {

    /** The header with the length of the JSON in bytes, where binary tensors follow. */
    public static final String LENGTH_HEADER = "Inference-Header-Content-Length";

    private static final String BINARY_OUTPUT = "binary_data_output";

    /** Parameters that clients send on their own and that mean nothing to a server without queues and sequences. */
    private static final Set<String> HINTS =
            Set.of("content_type", "headers", "sequence_id", "sequence_start", "sequence_end", "priority", "timeout");

    /** The prefix of parameter names that Triton reserves for itself. */
    private static final String OF_TRITON = "triton_";

    private final JsonMapper json;
    private final DataSize maxJson;

    public InferenceReader(JsonMapper json, DataSize maxJson) {
        this.json = json;
        this.maxJson = maxJson;
    }

    /**
     * Returns the request in a body.
     *
     * @param jsonLength what {@link #LENGTH_HEADER} says, null where it says nothing
     * @throws PartTooLargeException if the JSON is larger than {@code ctc.limits.json-body}
     * @throws tools.jackson.core.JacksonException if the JSON is refused
     * @throws UnreadableBodyException if the body is none of the protocol
     * @throws RefusedRequestException if shapes and numbers do not go together
     */
    public InferenceRequest read(InputStream in, @Nullable String jsonLength) throws IOException {
        var body = WholeBody.bytes(in);
        int length = jsonLength == null ? body.limit() : jsonLength(jsonLength, body.limit());
        if (length > maxJson.toBytes()) {
            throw new PartTooLargeException("JSON", maxJson);
        }
        var header = json.readValue(
                new ByteArrayInputStream(body.array(), body.arrayOffset(), length), InferenceHeader.class);
        if (header == null) {
            throw unreadable("", "null; expected an object");
        }
        var tensors = body.position(length);
        var inputs = inputs(Objects.requireNonNullElse(header.inputs(), List.of()), tensors, jsonLength != null);
        if (tensors.hasRemaining()) {
            throw unreadable(
                    "",
                    Counted.of(tensors.remaining(), "byte")
                            + " after the JSON and the tensors that \"binary_data_size\" announces");
        }
        return request(header, inputs);
    }

    private static int jsonLength(String text, int bodyLength) {
        try {
            int length = Integer.parseInt(text);
            if (length >= 0 && length <= bodyLength) {
                return length;
            }
        } catch (NumberFormatException noNumber) {
            // its fault is reported below
        }
        String found = text.length() <= 20 ? text : text.substring(0, 20) + "…";
        throw unreadable(
                "",
                "the header " + LENGTH_HEADER + " is \"" + found + "\"; expected how many of the "
                        + Counted.of(bodyLength, "byte") + " of the body are JSON");
    }

    private static InferenceRequest request(InferenceHeader header, Map<String, InputTensor> inputs) {
        var parameters = new LinkedHashMap<>(Objects.requireNonNullElse(header.parameters(), Map.of()));
        Object binary = parameters.remove(BINARY_OUTPUT);
        if (binary != null && !(binary instanceof Boolean)) {
            throw unreadable("/parameters/" + BINARY_OUTPUT, "expected true or false");
        }
        parameters.keySet().removeIf(name -> HINTS.contains(name) || name.startsWith(OF_TRITON));
        boolean binaryByDefault = Boolean.TRUE.equals(binary);
        var outputs = outputs(Objects.requireNonNullElse(header.outputs(), List.of()), binaryByDefault);
        return new InferenceRequest(header.id(), parameters, inputs, outputs, binaryByDefault);
    }

    private static Map<String, Boolean> outputs(
            List<InferenceHeader.RequestedOutput> requested, boolean binaryByDefault) {
        var outputs = new LinkedHashMap<String, Boolean>();
        for (int i = 0; i < requested.size(); i++) {
            var output = requested.get(i);
            String name = required(output.name(), "/outputs/" + i + "/name");
            requireOffered(output.parameters(), "/outputs/" + i + "/parameters");
            if (outputs.put(name, output.isBinary(binaryByDefault)) != null) {
                throw unreadable("/outputs/" + i + "/name", "the same output as before");
            }
        }
        return outputs;
    }

    private static void requireOffered(InferenceHeader.@Nullable OutputParameters parameters, String at) {
        if (parameters != null && parameters.classification() != null) {
            throw unreadable(at + "/classification", "the classification extension is not offered");
        }
        if (parameters != null) {
            requireNoSharedMemory(parameters.sharedMemoryRegion(), at);
        }
    }

    private static void requireNoSharedMemory(@Nullable Object region, String at) {
        if (region != null) {
            throw unreadable(
                    at + "/shared_memory_region",
                    "the shared memory extension is not offered; expected the tensor in the body, in JSON or binary");
        }
    }

    private static Map<String, InputTensor> inputs(
            List<InferenceHeader.Input> given, ByteBuffer tensors, boolean mayBeBinary) {
        var inputs = new HashMap<String, InputTensor>();
        for (int i = 0; i < given.size(); i++) {
            String at = "/inputs/" + i;
            var input = given.get(i);
            if (input.parameters() != null) {
                requireNoSharedMemory(input.parameters().sharedMemoryRegion(), at + "/parameters");
            }
            if (input.binarySize() != null && !mayBeBinary) {
                throw unreadable(
                        at + "/parameters/binary_data_size",
                        "given, but the header " + LENGTH_HEADER + " is not, which says where binary data begins");
            }
            var tensor = tensor(input, at, tensors);
            if (inputs.put(tensor.name(), tensor) != null) {
                throw unreadable(at + "/name", "the same input as before");
            }
        }
        return inputs;
    }

    private static InputTensor tensor(InferenceHeader.Input input, String at, ByteBuffer tensors) {
        String name = required(input.name(), at + "/name");
        String typeName = required(input.datatype(), at + "/datatype");
        var datatype = Datatype.named(typeName)
                .filter(type -> type.bytes() > 0)
                .orElseThrow(() -> unreadable(
                        at + "/datatype",
                        "\"" + (typeName.length() <= 20 ? typeName : typeName.substring(0, 20) + "…")
                                + "\"; expected one of " + InputTensor.REAL + ", " + InputTensor.WHOLE));
        var lengths = required(input.shape(), at + "/shape");
        var data = input.data();
        Long binarySize = input.binarySize();
        if ((data == null) == (binarySize == null)) {
            throw unreadable(
                    at + "/data",
                    data == null
                            ? "missing; expected \"data\", or \"binary_data_size\" among the \"parameters\""
                            : "given besides \"binary_data_size\"; expected only one of the two");
        }
        var shape = TensorShape.of(lengths, at + "/shape");
        TensorElements elements = data == null
                ? binary(shape, datatype, Objects.requireNonNull(binarySize), tensors, at)
                : new TensorElements.InJson(shape.require(data, at + "/data"));
        return new InputTensor(name, datatype, shape.lengths(), elements);
    }

    private static TensorElements binary(
            TensorShape shape, Datatype datatype, long size, ByteBuffer tensors, String at) {
        String pointer = at + "/parameters/binary_data_size";
        if (size < 0 || size > tensors.remaining()) {
            throw unreadable(pointer, Counted.of(size, "byte") + "; " + tensors.remaining() + " are left of the body");
        }
        if (size % datatype.bytes() != 0 || size / datatype.bytes() != shape.elements()) {
            throw unreadable(
                    pointer,
                    Counted.of(size, "byte") + "; expected those of " + Counted.of(shape.elements(), "element") + " of "
                            + Counted.of(datatype.bytes(), "byte") + " each, by the shape " + shape.lengths());
        }
        var bytes = tensors.slice(tensors.position(), (int) size);
        tensors.position(tensors.position() + (int) size);
        return new TensorElements.InBinary(bytes);
    }

    private static <T> T required(@Nullable T value, String pointer) {
        if (value == null) {
            throw unreadable(pointer, "missing");
        }
        return value;
    }

    private static UnreadableBodyException unreadable(String pointer, String detail) {
        return new UnreadableBodyException(new Violation(pointer, detail));
    }
}
