package io.ctcservice.train;

import io.ctcservice.testing.OnnxFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The graph of a network that is written to an ONNX file: weights and nodes in order, named by their kind and a number. */
final class OnnxGraph {

    private static final String PRODUCER = "ctc-service";

    private final OnnxFile file = new OnnxFile();
    private final boolean half;
    private int values;

    /** @param half whether weights are kept in 16 bits, to be widened when the file is loaded */
    OnnxGraph(boolean half) {
        this.half = half;
    }

    /** Adds weights of this shape and returns their name. */
    String weights(float[] weights, long... shape) {
        String name = name("weights");
        if (!half) {
            file.weights(name, weights, shape);
            return name;
        }
        file.halfWeights(name, weights, shape);
        return node("Cast", List.of(name), Map.of("to", (long) OnnxFile.FLOAT));
    }

    /** Adds a number and returns its name. */
    String constant(float value) {
        String name = name("constant");
        file.weights(name, new float[] {value});
        return name;
    }

    /** Adds a list of whole numbers and returns its name. */
    String integers(long... integers) {
        String name = name("integers");
        file.numbers(name, integers);
        return name;
    }

    /**
     * Adds a node and returns the name of its output.
     *
     * @param attributes whole numbers, lists of them, or texts
     */
    String node(String operator, List<String> inputs, Map<String, ?> attributes) {
        String output = name(operator.toLowerCase(Locale.ROOT));
        node(operator, inputs, List.of(output), attributes);
        return output;
    }

    /** Adds a node whose outputs have these names. */
    void node(String operator, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        file.node(operator, inputs, outputs, attributes);
    }

    /** Declares an input of floats; each dimension is a number or a name. */
    void input(String name, Object... sizes) {
        file.input(name, OnnxFile.FLOAT, sizes);
    }

    /** Declares an input of whole numbers. */
    void wholeInput(String name, Object... sizes) {
        file.input(name, OnnxFile.INT64, sizes);
    }

    /** Declares an output of floats. */
    void output(String name, Object... sizes) {
        file.output(name, OnnxFile.FLOAT, sizes);
    }

    /** Returns the bytes of the file. */
    byte[] toFile(String description, Map<String, String> metadata) {
        metadata.forEach(file::metadata);
        return file.bytes(PRODUCER, description);
    }

    private String name(String kind) {
        return kind + values++;
    }
}
