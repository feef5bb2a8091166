package io.ctcservice.recognition.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.recognition.Tensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;

/** The conversion of tensors between our types and those of a model. */
final class TensorConversion {

    private TensorConversion() {}

    /** Returns a tensor of ONNX Runtime, which the caller closes; a scalar if the model expects one, or states no shape. */
    static OnnxTensor toOnnx(OrtEnvironment environment, Tensor tensor, TensorInfo wanted) throws OrtException {
        boolean isOne = tensor.isWhole() && tensor.shape().equals(List.of(1));
        long[] shape = wanted.isScalar() && isOne
                ? new long[0]
                : tensor.shape().stream().mapToLong(Integer::longValue).toArray();
        if (tensor.isWhole()) {
            return whole(environment, tensor.borrowLongs(), shape, wanted.type);
        }
        float[] values = tensor.borrowFloats();
        return switch (wanted.type) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
            case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(doubles(values)), shape);
            case FLOAT16 ->
                OnnxTensor.createTensor(environment, ShortBuffer.wrap(halves(values)), shape, OnnxJavaType.FLOAT16);
            case UINT8 -> OnnxTensor.createTensor(environment, bytes(values), shape, OnnxJavaType.UINT8);
            case INT32, INT64 -> whole(environment, rounded(values), shape, wanted.type);
            default -> throw RecognitionException.failed("the network takes " + wanted.type);
        };
    }

    private static ByteBuffer bytes(float[] values) {
        var bytes = ByteBuffer.allocateDirect(values.length);
        for (float value : values) {
            bytes.put((byte) Math.clamp(Math.round(value), 0, 255));
        }
        return bytes.flip();
    }

    private static long[] rounded(float[] values) {
        var rounded = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Math.round(values[i]);
        }
        return rounded;
    }

    private static OnnxTensor whole(OrtEnvironment environment, long[] values, long[] shape, OnnxJavaType type)
            throws OrtException {
        return switch (type) {
            case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
            case INT32 ->
                OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(
                                Arrays.stream(values).mapToInt(Math::toIntExact).toArray()),
                        shape);
            case BOOL -> {
                var bytes = ByteBuffer.allocateDirect(values.length);
                for (long value : values) {
                    bytes.put((byte) (value == 0 ? 0 : 1));
                }
                yield OnnxTensor.createTensor(environment, bytes.flip(), shape, OnnxJavaType.BOOL);
            }
            default -> throw RecognitionException.failed("the network takes lengths of " + type);
        };
    }

    private static double[] doubles(float[] values) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static short[] halves(float[] values) {
        var halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float.floatToFloat16(values[i]);
        }
        return halves;
    }

    /** Returns a copy of an output. */
    static Tensor fromOnnx(OnnxTensor tensor) {
        var info = tensor.getInfo();
        List<Integer> shape =
                Arrays.stream(info.getShape()).mapToObj(Math::toIntExact).toList();
        return switch (info.type) {
            case FLOAT, FLOAT16, BFLOAT16 -> Tensor.of(floats(tensor.getFloatBuffer()), shape);
            case DOUBLE -> Tensor.of(floats(tensor.getDoubleBuffer()), shape);
            case INT64 -> Tensor.of(longs(tensor.getLongBuffer()), shape);
            case INT32 -> Tensor.of(longs(tensor.getIntBuffer()), shape);
            default -> throw RecognitionException.failed("the network gave numbers of type " + info.type);
        };
    }

    private static float[] floats(FloatBuffer buffer) {
        var values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static float[] floats(DoubleBuffer buffer) {
        var values = new float[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) buffer.get();
        }
        return values;
    }

    private static long[] longs(LongBuffer buffer) {
        var values = new long[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static long[] longs(IntBuffer buffer) {
        var values = new long[buffer.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = buffer.get();
        }
        return values;
    }
}
