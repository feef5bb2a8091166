package io.ctcservice.recognition.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.ctcservice.core.Cancellation;
import io.ctcservice.recognition.Port;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.recognition.RunnableModel;
import io.ctcservice.recognition.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session of ONNX Runtime. */
final class OnnxModel implements RunnableModel {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, TensorInfo> inputTypes;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final Map<String, String> metadata;
    private final String maker;

    private OnnxModel(OrtEnvironment environment, OrtSession session, Map<String, String> metadata)
            throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputTypes = tensors(session.getInputInfo());
        this.inputs = ports(session.getInputInfo().values());
        this.outputs = ports(session.getOutputInfo().values());
        this.metadata = Map.copyOf(metadata);
        var made = session.getMetadata();
        this.maker = made.getProducerName() + " " + made.getGraphName();
    }

    /** Returns a model on a session, which it then owns. */
    static OnnxModel of(OrtEnvironment environment, OrtSession session, Map<String, String> metadata)
            throws OrtException {
        try {
            return new OnnxModel(environment, session, metadata);
        } catch (OrtException bad) {
            session.close();
            throw bad;
        }
    }

    private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
        var tensors = new HashMap<String, TensorInfo>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor) {
                tensors.put(name, tensor);
            }
        });
        return Map.copyOf(tensors);
    }

    private static List<Port> ports(Collection<NodeInfo> nodes) {
        return nodes.stream().map(OnnxModel::port).toList();
    }

    private static Port port(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return new Port(node.getName(), Port.Type.OTHER, List.of());
        }
        var type = switch (tensor.type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> Port.Type.FLOAT;
            case INT8, INT16, INT32, INT64, UINT8, BOOL -> Port.Type.WHOLE;
            default -> Port.Type.OTHER;
        };
        var shape = Arrays.stream(tensor.getShape())
                .mapToObj(size -> size < 0 || size > Integer.MAX_VALUE ? Port.ANY : (int) size)
                .toList();
        return new Port(node.getName(), type, shape);
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public String maker() {
        return maker;
    }

    @Override
    public List<Port> inputs() {
        return inputs;
    }

    @Override
    public List<Port> outputs() {
        return outputs;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> feeds, Set<String> wanted) {
        var tensors = new HashMap<String, OnnxTensor>();
        try {
            for (var feed : feeds.entrySet()) {
                tensors.put(feed.getKey(), TensorConversion.toOnnx(environment, feed.getValue(), type(feed.getKey())));
            }
            return runSession(tensors, wanted);
        } catch (OrtException failed) {
            Cancellation.check(); // then it failed because it was ended
            throw RecognitionException.failed("the network failed: " + OnnxFault.of(failed), failed);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    @SuppressWarnings("try") // a run that is no longer wanted is ended from outside
    private Map<String, Tensor> runSession(Map<String, OnnxTensor> tensors, Set<String> wanted) throws OrtException {
        try (var options = new OrtSession.RunOptions();
                var unwanted = Cancellation.interruption(() -> end(options));
                var result = session.run(tensors, wanted, options)) {
            var outputs = new HashMap<String, Tensor>();
            for (var output : result) {
                if (output.getValue() instanceof OnnxTensor tensor) {
                    outputs.put(output.getKey(), TensorConversion.fromOnnx(tensor));
                }
            }
            return outputs;
        }
    }

    /** Makes a run end before its next node. */
    private static void end(OrtSession.RunOptions options) {
        try {
            options.setTerminate(true);
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private TensorInfo type(String input) {
        var type = inputTypes.get(input);
        if (type == null) {
            throw new IllegalArgumentException("no input " + input);
        }
        return type;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
