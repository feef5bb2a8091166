package io.ctcservice.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A writer of small ONNX files: Protocol Buffers by hand. Dimensions are numbers, or names where they are open.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
public final class OnnxFile {

    public static final int FLOAT = 1;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int BOOL = 9;
    public static final int FLOAT16 = 10;
    public static final int DOUBLE = 11;

    private static final int OPSET = 17;

    private final Message graph = new Message();
    private final Message metadata = new Message();
    private int nodes = 0;

    /** Adds an input. */
    public OnnxFile input(String name, int type, Object... shape) {
        graph.message(11, value(name, type, shape));
        return this;
    }

    /** Adds an output. */
    public OnnxFile output(String name, int type, Object... shape) {
        graph.message(12, value(name, type, shape));
        return this;
    }

    /** Adds numbers that the nodes use. */
    public OnnxFile weights(String name, float[] values, long... shape) {
        var raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        graph.message(5, tensor(name, FLOAT, raw.array(), shape));
        return this;
    }

    /** Adds whole numbers that the nodes use. */
    public OnnxFile numbers(String name, long... values) {
        var raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            raw.putLong(value);
        }
        graph.message(5, tensor(name, INT64, raw.array(), values.length));
        return this;
    }

    /** Adds a node: {@code "Conv x,w,b -> y"}, and its attributes: names and numbers, arrays of them, or graphs. */
    public OnnxFile node(String call, Object... attributes) {
        String[] parts = call.split("\\s+", -1);
        var node = new Message();
        for (String input : parts[1].split(",", -1)) {
            node.text(1, input);
        }
        for (String output : parts[3].split(",", -1)) {
            node.text(2, output);
        }
        node.text(3, "node" + nodes++).text(4, parts[0]);
        for (int i = 0; i < attributes.length; i += 2) {
            node.message(5, attribute((String) attributes[i], attributes[i + 1]));
        }
        graph.message(1, node);
        return this;
    }

    /** Says something about the network. */
    public OnnxFile metadata(String key, String value) {
        metadata.message(14, new Message().text(1, key).text(2, value));
        return this;
    }

    public byte[] bytes() {
        var model = new Message()
                .number(1, 8)
                .text(2, "ctc-service tests")
                .message(7, body())
                .message(8, new Message().number(2, OPSET));
        return model.append(metadata).bytes();
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
            case Integer number -> attribute.number(3, number).number(20, 2);
            case Float number -> attribute.real(2, number).number(20, 1);
            case int[] numbers -> {
                Arrays.stream(numbers).forEach(number -> attribute.number(8, number));
                attribute.number(20, 7);
            }
            case OnnxFile body -> attribute.message(6, body.body()).number(20, 5);
            default -> throw new IllegalArgumentException(name + " = " + value);
        }
        return attribute;
    }

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
