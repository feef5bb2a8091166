package io.ctcservice.train;

import io.ctcservice.train.onnx.OnnxGraph;
import io.ctcservice.train.print.PrintAlphabet;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.StringTensorDict;
import tools.jackson.databind.json.JsonMapper;

/** The trained network as an ONNX file that says itself how it is to be used. */
final class PrintOnnx {

    private final PrintShape shape;
    private final StringTensorDict parameters;
    private final OnnxGraph graph;

    private PrintOnnx(PrintNetwork network, boolean half) {
        this.shape = network.shape();
        this.parameters = network.named_parameters();
        this.graph = new OnnxGraph("print", half);
    }

    /**
     * Returns the file.
     *
     * @param network as {@link FoldedNetwork} makes it
     * @param half whether weights are kept in 16 bits
     */
    static byte[] write(PrintNetwork network, boolean half) {
        return new PrintOnnx(network, half).write();
    }

    private byte[] write() {
        graph.input("picture", 1, 1, PrintShape.HEIGHT, "width");
        String x = normalised("picture");
        for (int i = 0; i < shape.channels().size(); i++) {
            x = convolution(x, i);
        }
        x = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {3, 0, 1, 2}));
        x = graph.node("Reshape", List.of(x, graph.integers(0, 0, shape.columnFeatures())), Map.of());
        for (int i = 0; i < shape.recurrentLayers(); i++) {
            x = recurrent(x, i);
        }
        x = graph.node("MatMul", List.of(x, transposed("classes.weight", shape.classes(), shape.hidden())), Map.of());
        x = graph.node("Add", List.of(x, graph.weights(parameter("classes.bias"), shape.classes())), Map.of());
        x = graph.node("Transpose", List.of(x), Map.of("perm", new long[] {1, 0, 2}));
        graph.node("LogSoftmax", List.of(x), "log_probs", Map.of("axis", -1L));
        graph.output("log_probs", 1, "frames", shape.classes());
        return graph.toFile("ctc-service", "Reads a line of printed text; 1 frame is 4 columns.", metadata());
    }

    /** How the service, or whoever, is to use it. */
    private static Map<String, String> metadata() {
        return Map.ofEntries(
                Map.entry("ctc.preset", "picture"),
                Map.entry("ctc.vocabulary", new JsonMapper().writeValueAsString(new PrintAlphabet().symbols())),
                Map.entry("ctc.blank", String.valueOf(PrintAlphabet.BLANK)),
                Map.entry("ctc.scores", "log-probs"),
                Map.entry("ctc.picture.height", String.valueOf(PrintShape.HEIGHT)),
                Map.entry("ctc.picture.channels", "gray"),
                Map.entry("ctc.picture.mean", "1"),
                Map.entry("ctc.picture.deviation", "-1"),
                Map.entry("ctc.picture.padding", "0"),
                Map.entry("ctc.picture.width-multiple", String.valueOf(PrintShape.COLUMNS_PER_FRAME)),
                Map.entry("ctc.picture.min-width", String.valueOf(LineReader.MIN_WIDTH)),
                Map.entry("ctc.picture.max-width", String.valueOf(LineReader.MAX_WIDTH)),
                Map.entry("license", "Apache-2.0"));
    }

    private String normalised(String picture) {
        Map<String, ?> whole = Map.of("axes", new long[] {1, 2, 3}, "keepdims", 1L);
        String mean = graph.node("ReduceMean", List.of(picture), whole);
        String centred = graph.node("Sub", List.of(picture, mean), Map.of());
        String square = graph.node("Mul", List.of(centred, centred), Map.of());
        String variance = graph.node("ReduceMean", List.of(square), whole);
        String deviation = graph.node("Sqrt", List.of(variance), Map.of());
        String divisor = graph.node("Add", List.of(deviation, graph.constant(PrintNetwork.LEAST_DEVIATION)), Map.of());
        return graph.node("Div", List.of(centred, divisor), Map.of());
    }

    /** Convolution, of whose batch norm only the bias is left, then ReLU and pooling. */
    private String convolution(String x, int layer) {
        int in = layer == 0 ? 1 : shape.channels().get(layer - 1);
        int out = shape.channels().get(layer);
        float[] weights = parameter("convolution" + layer + ".weight");
        float[] bias = parameter("norm" + layer + ".bias");
        String convolved = graph.node(
                "Conv",
                List.of(
                        x,
                        graph.weights(weights, out, in, PrintNetwork.KERNEL, PrintNetwork.KERNEL),
                        graph.weights(bias, out)),
                Map.of("pads", new long[] {1, 1, 1, 1}));
        String positive = graph.node("Relu", List.of(convolved), Map.of());
        long[] pool = {2, shape.poolsWidth(layer) ? 2 : 1};
        return graph.node("MaxPool", List.of(positive), Map.of("kernel_shape", pool, "strides", pool));
    }

    /** Both directions in one operator, then their sum. */
    private String recurrent(String x, int layer) {
        int in = layer == 0 ? shape.columnFeatures() : shape.hidden();
        int hidden = shape.hidden();
        String[] directions = {"onward" + layer, "backward" + layer};
        String w = graph.weights(both(directions, ".weight_ih_l0"), 2, 3L * hidden, in);
        String r = graph.weights(both(directions, ".weight_hh_l0"), 2, 3L * hidden, hidden);
        float[] b = join(
                join(gates(directions[0] + ".bias_ih_l0"), gates(directions[0] + ".bias_hh_l0")),
                join(gates(directions[1] + ".bias_ih_l0"), gates(directions[1] + ".bias_hh_l0")));
        String states = graph.node(
                "GRU",
                List.of(x, w, r, graph.weights(b, 2, 6L * hidden)),
                Map.of("direction", "bidirectional", "hidden_size", (long) hidden, "linear_before_reset", 1L));
        return graph.node("ReduceSum", List.of(states, graph.integers(1)), Map.of("keepdims", 0L));
    }

    private float[] both(String[] directions, String name) {
        return join(gates(directions[0] + name), gates(directions[1] + name));
    }

    /** The gates of the training library are r, z, n; ONNX has them as z, r, h. */
    private float[] gates(String name) {
        float[] values = parameter(name);
        int gate = values.length / 3;
        var ordered = new float[values.length];
        System.arraycopy(values, gate, ordered, 0, gate);
        System.arraycopy(values, 0, ordered, gate, gate);
        System.arraycopy(values, 2 * gate, ordered, 2 * gate, gate);
        return ordered;
    }

    private String transposed(String name, int rows, int columns) {
        float[] values = parameter(name);
        var turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return graph.weights(turned, columns, rows);
    }

    private float[] parameter(String name) {
        return CtcGradient.values(parameters.get(name).detach());
    }

    private static float[] join(float[] first, float[] second) {
        float[] joined = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
