package io.ctcservice.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.StringTensorDict;

/** The layers of a trained network as nodes of an ONNX graph, with the weights that the training library calls by these names. */
final class OnnxLayers {

    private final OnnxGraph graph;
    private final StringTensorDict parameters;

    OnnxLayers(OnnxGraph graph, CtcNetwork network) {
        this.graph = graph;
        this.parameters = network.named_parameters();
    }

    /**
     * Adds a convolution over {@code [N][C][H][W]}, of whose batch norm only the bias is left, and ReLU.
     *
     * @param kernel height and width
     * @param attributes pads and strides
     */
    String convolution(String x, int layer, int in, int out, int[] kernel, Map<String, ?> attributes) {
        float[] weights = parameter("convolution" + layer + ".weight");
        float[] bias = parameter("norm" + layer + ".bias");
        String convolved = graph.node(
                "Conv",
                List.of(x, graph.weights(weights, out, in, kernel[0], kernel[1]), graph.weights(bias, out)),
                attributes);
        return graph.node("Relu", List.of(convolved), Map.of());
    }

    /** Adds a GRU layer over {@code [T][N][in]}: both directions in one operator, then their sum. */
    String bidirectional(String x, int layer, int in, int hidden) {
        String[] directions = {"onward" + layer, "backward" + layer};
        String states = graph.node(
                "GRU",
                weights(x, in, hidden, directions),
                Map.of("direction", "bidirectional", "hidden_size", (long) hidden, "linear_before_reset", 1L));
        return graph.node("ReduceSum", List.of(states, graph.integers(1)), Map.of("keepdims", 0L));
    }

    /** Adds a GRU layer of one direction, which begins with a state and gives its last one. */
    String onward(String x, int layer, int in, int hidden, String state, String nextState) {
        String states = "states" + layer;
        var inputs = new java.util.ArrayList<>(weights(x, in, hidden, "onward" + layer));
        inputs.add(""); // no lengths
        inputs.add(state);
        graph.node(
                "GRU",
                inputs,
                List.of(states, nextState),
                Map.of("hidden_size", (long) hidden, "linear_before_reset", 1L));
        return graph.node("Squeeze", List.of(states, graph.integers(1)), Map.of());
    }

    private List<String> weights(String x, int in, int hidden, String... directions) {
        int count = directions.length;
        var input = new float[0];
        var recurrent = new float[0];
        var bias = new float[0];
        for (String direction : directions) {
            input = join(input, gates(direction + ".weight_ih_l0"));
            recurrent = join(recurrent, gates(direction + ".weight_hh_l0"));
            bias = join(join(bias, gates(direction + ".bias_ih_l0")), gates(direction + ".bias_hh_l0"));
        }
        return List.of(
                x,
                graph.weights(input, count, 3L * hidden, in),
                graph.weights(recurrent, count, 3L * hidden, hidden),
                graph.weights(bias, count, 6L * hidden));
    }

    /** Adds the last layer and the logarithm of softmax over {@code [T][N][hidden]}; names it, turned to {@code [N][T][V]}. */
    void classes(String x, int hidden, int classes, String name) {
        String product = graph.node("MatMul", List.of(x, transposed("classes.weight", classes, hidden)), Map.of());
        String logits =
                graph.node("Add", List.of(product, graph.weights(parameter("classes.bias"), classes)), Map.of());
        String turned = graph.node("Transpose", List.of(logits), Map.of("perm", new long[] {1, 0, 2}));
        graph.node("LogSoftmax", List.of(turned), List.of(name), Map.of("axis", -1L));
    }

    /** Returns the weights of the gates in the order of ONNX, z, r, h; the training library has r, z, n. */
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

    /** Returns the values of a parameter, row-major. */
    float[] parameter(String name) {
        return CtcGradient.values(parameters.get(name).detach());
    }

    private static float[] join(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
