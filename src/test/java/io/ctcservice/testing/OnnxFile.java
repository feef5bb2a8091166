package io.ctcservice.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A writer of ONNX files: Protocol Buffers by hand. Dimensions are numbers, or names where they are open.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
public final class OnnxFile {

    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int BOOL = 9;
    public static final int FLOAT16 = 10;
    public static final int DOUBLE = 11;

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final Message graph = new Message();
    private final Map<String, String> metadata = new TreeMap<>(); // the same network gives the same bytes
    private int nodes = 0;

    /** Adds an input. */
    public OnnxFile input(String name, int type, Object... shape) {
        graph.message(11, value(name, type, shape));
        return this;
    }

    /** Adds an input of which nothing but the type is said. */
    public OnnxFile inputOfAnyShape(String name, int type) {
        var tensor = new Message().number(1, type);
        graph.message(11, new Message().text(1, name).message(2, new Message().message(1, tensor)));
        return this;
    }

    /** Adds an output. */
    public OnnxFile output(String name, int type, Object... shape) {
        graph.message(12, value(name, type, shape));
        return this;
    }

    /** Adds numbers that the nodes use; one number alone where there is no shape. */
    public OnnxFile weights(String name, float[] values, long... shape) {
        graph.message(5, tensor(name, FLOAT, LittleEndian.floats(values), shape));
        return this;
    }

    /** Adds numbers that are rounded to 16 bits. */
    public OnnxFile halfWeights(String name, float[] values, long... shape) {
        graph.message(5, tensor(name, FLOAT16, LittleEndian.halves(values), shape));
        return this;
    }

    /** Adds a list of whole numbers that the nodes use. */
    public OnnxFile numbers(String name, long... values) {
        graph.message(5, tensor(name, INT64, LittleEndian.longs(values), values.length));
        return this;
    }

    /** Adds a node: {@code "Conv x,w,b -> y"}, and its attributes: names and values, as below. */
    public OnnxFile node(String call, Object... attributes) {
        String[] parts = call.split("\\s+", -1);
        var named = new TreeMap<String, Object>();
        for (int i = 0; i < attributes.length; i += 2) {
            named.put((String) attributes[i], attributes[i + 1]);
        }
        return node(parts[0], List.of(parts[1].split(",", -1)), List.of(parts[3].split(",", -1)), named);
    }

    /**
     * Adds a node.
     *
     * @param inputs names; an empty one where an input is left out
     * @param attributes numbers, lists of whole ones, texts or graphs
     */
    public OnnxFile node(String operator, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        var node = new Message();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(3, "node" + nodes++).text(4, operator);
        new TreeMap<>(attributes).forEach((name, value) -> node.message(5, attribute(name, value)));
        graph.message(1, node);
        return this;
    }

    /** Says something about the network. */
    public OnnxFile metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Returns the file. */
    public byte[] bytes() {
        return bytes("ctc-service tests", "");
    }

    /** Returns the file, which says that it was made by a producer and what it is. */
    public byte[] bytes(String producer, String description) {
        var model = new Message()
                .number(1, IR_VERSION)
                .text(2, producer)
                .text(6, description)
                .message(7, body())
                .message(8, new Message().number(2, OPSET));
        metadata.forEach(
                (key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
        return model.bytes();
    }

    private Message body() {
        return new Message().append(graph).text(2, "graph");
    }

    private static Message value(String name, int type, Object... shape) {
        var dimensions = new Message();
        for (Object size : shape) {
            dimensions.message(
                    1,
                    size instanceof Integer number
                            ? new Message().number(1, number)
                            : new Message().text(2, size.toString()));
        }
        var tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    private static Message tensor(String name, int type, byte[] raw, long... shape) {
        var tensor = new Message();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name).bytes(9, raw);
    }

    private static Message attribute(String name, Object value) {
        var attribute = new Message().text(1, name);
        switch (value) {
            case Float number -> attribute.real(2, number).number(20, 1);
            case Number whole -> attribute.number(3, whole.longValue()).number(20, 2);
            case String text -> attribute.text(4, text).number(20, 3);
            case int[] numbers -> numbers(attribute, Arrays.stream(numbers).asLongStream());
            case long[] numbers -> numbers(attribute, Arrays.stream(numbers));
            case OnnxFile body -> attribute.message(6, body.body()).number(20, 5);
            default -> throw new IllegalArgumentException(name + " = " + value);
        }
        return attribute;
    }

    private static void numbers(Message attribute, LongStream numbers) {
        numbers.forEach(number -> attribute.number(8, number));
        attribute.number(20, 7);
    }

    /** A message of Protocol Buffers. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message real(int field, float value) {
            varint((long) field << 3 | 5);
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.bytes());
        }

        Message bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message append(Message other) {
            out.writeBytes(other.bytes());
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
