package io.ctcservice.train;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights in an ONNX file.
 *
 * @param shape their number in each direction
 * @param values row after row
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto, ModelProto, GraphProto and TensorProto</a>
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once
record OnnxWeights(long[] shape, float[] values) {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_DIMENSION = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_RAW = 9;
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;

    /**
     * Returns all real ones of 16 and 32 bits, in the order of the file.
     *
     * @param file as {@link OnnxGraph} writes it: the numbers as raw bytes
     * @throws IllegalArgumentException if it is no message of Protocol Buffers
     */
    static List<OnnxWeights> of(byte[] file) {
        var found = new ArrayList<OnnxWeights>();
        try {
            graphs(file, found);
        } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("no ONNX file, or a cut one", cut);
        }
        return found;
    }

    private static void graphs(byte[] file, List<OnnxWeights> found) {
        read(ByteBuffer.wrap(file), new Fields() {
            @Override
            public void bytes(int field, ByteBuffer graph) {
                if (field == MODEL_GRAPH) {
                    initializers(graph, found);
                }
            }
        });
    }

    private static void initializers(ByteBuffer graph, List<OnnxWeights> found) {
        read(graph, new Fields() {
            @Override
            public void bytes(int field, ByteBuffer tensor) {
                if (field == GRAPH_INITIALIZER) {
                    var initializer = new Initializer();
                    read(tensor, initializer);
                    if (initializer.type == FLOAT || initializer.type == FLOAT16) {
                        found.add(initializer.weights());
                    }
                }
            }
        });
    }

    private static final class Initializer implements Fields {

        private final List<Long> shape = new ArrayList<>();
        private long type;
        private ByteBuffer raw = ByteBuffer.allocate(0);

        @Override
        public void number(int field, long value) {
            switch (field) {
                case TENSOR_DIMENSION -> shape.add(value);
                case TENSOR_TYPE -> type = value;
                default -> {} // of no interest
            }
        }

        @Override
        public void bytes(int field, ByteBuffer value) {
            if (field == TENSOR_RAW) {
                raw = value.order(ByteOrder.LITTLE_ENDIAN);
            }
        }

        OnnxWeights weights() {
            var values = new float[raw.remaining() / (type == FLOAT ? Float.BYTES : Short.BYTES)];
            for (int i = 0; i < values.length; i++) {
                values[i] = type == FLOAT ? raw.getFloat() : Float.float16ToFloat(raw.getShort());
            }
            return new OnnxWeights(shape.stream().mapToLong(Long::longValue).toArray(), values);
        }
    }

    /** A handler of the fields of a message of Protocol Buffers. */
    private interface Fields {

        default void number(int field, long value) {}

        default void bytes(int field, ByteBuffer value) {}
    }

    private static void read(ByteBuffer message, Fields fields) {
        while (message.hasRemaining()) {
            long tag = varint(message);
            int field = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> fields.number(field, varint(message));
                case 1 -> message.position(message.position() + Long.BYTES);
                case 2 -> {
                    int length = Math.toIntExact(varint(message));
                    fields.bytes(field, message.slice(message.position(), length));
                    message.position(message.position() + length);
                }
                case 5 -> message.position(message.position() + Integer.BYTES);
                default -> throw new IllegalArgumentException("no ONNX file");
            }
        }
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = message.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("no ONNX file");
    }
}
