package io.ctcservice.train;

import io.ctcservice.train.print.PrintAlphabet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The trained network as an ONNX file, with the metadata that the service needs. */
final class PrintOnnx {

    private final PrintShape shape;
    private final OnnxGraph graph;
    private final OnnxLayers layers;

    private PrintOnnx(PrintNetwork network, boolean half) {
        this.shape = network.shape();
        this.graph = new OnnxGraph(half);
        this.layers = new OnnxLayers(graph, network);
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
            x = layers.bidirectional(x, i, i == 0 ? shape.columnFeatures() : shape.hidden(), shape.hidden());
        }
        layers.classes(x, shape.hidden(), shape.classes(), "log_probs");
        graph.output("log_probs", 1, "frames", shape.classes());
        return graph.toFile("Reads a line of printed text; 1 frame is 4 columns.", metadata());
    }

    /** Returns the metadata: vocabulary, blank, kind of scores, scaling of pictures. */
    private static Map<String, String> metadata() {
        return Map.ofEntries(
                Map.entry("ctc.preset", "picture"),
                Map.entry("ctc.vocabulary", new JsonMapper().writeValueAsString(new PrintAlphabet().symbols())),
                Map.entry("ctc.blank", String.valueOf(PrintAlphabet.BLANK)),
                Map.entry("ctc.scores", "log-probs"),
                Map.entry("ctc.about", "Reads one line of printed text; no pages, no handwriting."),
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

    private String convolution(String x, int layer) {
        int[] kernel = {PrintNetwork.KERNEL, PrintNetwork.KERNEL};
        int in = layer == 0 ? 1 : shape.channels().get(layer - 1);
        Map<String, ?> padded = Map.of("pads", new long[] {1, 1, 1, 1});
        String positive = layers.convolution(x, layer, in, shape.channels().get(layer), kernel, padded);
        long[] pool = {2, shape.poolsWidth(layer) ? 2 : 1};
        return graph.node("MaxPool", List.of(positive), Map.of("kernel_shape", pool, "strides", pool));
    }
}
