package io.ctcservice.train.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * A writer of ONNX files: weights, nodes in their order, and metadata. Field numbers are those of {@code onnx.proto3}.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3">onnx.proto3</a>
 */
public final class OnnxGraph {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;

    private final Message graph = new Message();
    private final boolean half;
    private int values;

    /** @param half whether weights are kept in 16 bits, to be widened when the file is loaded */
    public OnnxGraph(String name, boolean half) {
        this.half = half;
        graph.text(2, name);
    }

    /** Adds weights of this shape and returns their name. */
    public String weights(float[] weights, long... shape) {
        String name = name("weights");
        if (!half) {
            graph.message(5, tensor(name, FLOAT, shape, floats(weights)));
            return name;
        }
        graph.message(5, tensor(name, FLOAT16, shape, halves(weights)));
        return node("Cast", List.of(name), Map.of("to", (long) FLOAT));
    }

    /** Adds a number and returns its name. */
    public String constant(float value) {
        String name = name("constant");
        graph.message(5, tensor(name, FLOAT, new long[0], floats(value)));
        return name;
    }

    /** Adds a list of whole numbers and returns its name. */
    public String integers(long... integers) {
        String name = name("integers");
        ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * integers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(integers);
        graph.message(5, tensor(name, INT64, new long[] {integers.length}, raw.array()));
        return name;
    }

    /**
     * Adds a node and returns the name of its first output.
     *
     * @param attributes whole numbers, lists of them, or texts
     */
    public String node(String operator, List<String> inputs, Map<String, ?> attributes) {
        String output = name(operator.toLowerCase(java.util.Locale.ROOT));
        node(operator, inputs, output, attributes);
        return output;
    }

    /** As {@link #node(String, List, Map)}, with a given name of the output. */
    public void node(String operator, List<String> inputs, String output, Map<String, ?> attributes) {
        node(operator, inputs, List.of(output), attributes);
    }

    /** As {@link #node(String, List, Map)}, with given names of all outputs. */
    public void node(String operator, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        var node = new Message();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(3, outputs.getFirst()).text(4, operator);
        new java.util.TreeMap<>(attributes).forEach((name, value) -> node.message(5, attribute(name, value)));
        graph.message(1, node);
    }

    /** Declares an input of floats; each dimension is a number or a name. */
    public void input(String name, Object... sizes) {
        graph.message(11, value(name, FLOAT, sizes));
    }

    /** Declares an input of whole numbers. */
    public void wholeInput(String name, Object... sizes) {
        graph.message(11, value(name, INT64, sizes));
    }

    /** Declares an output of floats. */
    public void output(String name, Object... sizes) {
        graph.message(12, value(name, FLOAT, sizes));
    }

    /** Returns the bytes of the file. */
    public byte[] toFile(String producer, String description, Map<String, String> metadata) {
        var model = new Message()
                .number(1, IR_VERSION)
                .text(2, producer)
                .text(6, description)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, OPSET));
        new java.util.TreeMap<>(metadata)
                .forEach((key, value) ->
                        model.message(14, new Message().text(1, key).text(2, value)));
        return model.toBytes();
    }

    private String name(String kind) {
        return kind + values++;
    }

    private static Message attribute(String name, Object value) {
        var attribute = new Message().text(1, name);
        switch (value) {
            case Long number -> attribute.number(3, number).number(20, 2);
            case String text -> attribute.text(4, text).number(20, 3);
            case long[] numbers -> {
                for (long number : numbers) {
                    attribute.number(8, number);
                }
                attribute.number(20, 7);
            }
            default -> throw new IllegalArgumentException(name + ": " + value);
        }
        return attribute;
    }

    private static Message tensor(String name, int type, long[] shape, byte[] raw) {
        var tensor = new Message();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }

    private static Message value(String name, int type, Object... sizes) {
        var shape = new Message();
        for (Object size : sizes) {
            shape.message(
                    1,
                    size instanceof Integer number
                            ? new Message().number(1, number)
                            : new Message().text(2, size.toString()));
        }
        var tensor = new Message().message(1, new Message().number(1, type).message(2, shape));
        return new Message().text(1, name).message(2, tensor);
    }

    private static byte[] floats(float... values) {
        ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return raw.array();
    }

    private static byte[] halves(float... values) {
        ByteBuffer raw = ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putShort(Float.floatToFloat16(value));
        }
        return raw.array();
    }
}
