package io.ctcservice.codec.npy;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An array that can be written as an {@code .npy} file, version 1.0, little-endian, C order. Matrices are not copied.
 */
public final class NpyArray {

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int ALIGNMENT = 64; // alignment of the numbers in the file, as in NumPy
    private static final int MOST_CHARACTERS = 1 << 24; // one long text makes all elements of an array as wide
    private static final Charset UTF_32 = Charset.forName("UTF-32LE");
    private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private final byte[] header;
    private final int elementBytes;
    private final long elements;
    private final Elements writer;

    private NpyArray(String descr, int elementBytes, List<Integer> shape, Elements writer) {
        this.header = header(descr, shape);
        this.elementBytes = elementBytes;
        this.elements = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        this.writer = writer;
    }

    /** Returns an array float32 {@code [rows][columns]}. */
    public static NpyArray of(FloatMatrix matrix) {
        float[] values = matrix.borrowArray();
        return new NpyArray(
                "<f4",
                Float.BYTES,
                List.of(matrix.rows(), matrix.columns()),
                (from, count, to) -> to.asFloatBuffer().put(values, from, count));
    }

    /** Returns an array float64 {@code [rows][columns]}. */
    public static NpyArray of(DoubleMatrix matrix) {
        return ofDoubles(List.of(matrix.rows(), matrix.columns()), matrix.borrowArray());
    }

    /** Returns an array float64 {@code [values.length]}. */
    public static NpyArray ofDoubles(double... values) {
        return ofDoubles(List.of(values.length), values.clone());
    }

    /** Returns a float64 scalar, an array without axes. */
    public static NpyArray ofScalar(double value) {
        return ofDoubles(List.of(), new double[] {value});
    }

    private static NpyArray ofDoubles(List<Integer> shape, double[] values) {
        return new NpyArray(
                "<f8",
                Double.BYTES,
                shape,
                (from, count, to) -> to.asDoubleBuffer().put(values, from, count));
    }

    /** Returns an array int32 {@code [values.length]}. */
    public static NpyArray ofInts(int... values) {
        return ofInts(List.of(values.length), values.clone());
    }

    /**
     * Returns an array int32 {@code [rows][columns]}.
     *
     * @param values row after row
     */
    public static NpyArray ofInts(int rows, int columns, int[] values) {
        if (values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    rows + " x " + columns + " cells cannot hold " + values.length + " values");
        }
        return ofInts(List.of(rows, columns), values.clone());
    }

    /** Returns an int32 scalar, an array without axes. */
    public static NpyArray ofScalar(int value) {
        return ofInts(List.of(), new int[] {value});
    }

    private static NpyArray ofInts(List<Integer> shape, int[] values) {
        return new NpyArray(
                "<i4",
                Integer.BYTES,
                shape,
                (from, count, to) -> to.asIntBuffer().put(values, from, count));
    }

    /** Returns an int64 scalar, an array without axes. */
    public static NpyArray ofScalar(long value) {
        return new NpyArray("<i8", Long.BYTES, List.of(), (from, count, to) -> to.putLong(value));
    }

    /** Returns a bool scalar, an array without axes. */
    public static NpyArray ofScalar(boolean value) {
        return new NpyArray("|b1", 1, List.of(), (from, count, to) -> to.put((byte) (value ? 1 : 0)));
    }

    /** Returns a text scalar, an array without axes. */
    public static NpyArray ofScalar(String text) {
        return ofTexts(List.of(), List.of(text));
    }

    /**
     * Returns an array of texts {@code [texts.size()]}, each as wide as the longest. NumPy gives texts back without the
     * NUL characters that they end with.
     *
     * @throws IllegalArgumentException if that is more than 16 Mi characters in all
     */
    public static NpyArray ofTexts(List<String> texts) {
        return ofTexts(List.of(texts.size()), List.copyOf(texts));
    }

    private static NpyArray ofTexts(List<Integer> shape, List<String> texts) {
        int longest = texts.stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .max()
                .orElse(0);
        if ((long) longest * texts.size() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "an array of " + texts.size() + " texts, the longest of " + longest + " characters, is too large");
        }
        int width = Math.max(1, longest); // NumPy files have no texts of width 0
        return new NpyArray("<U" + width, Integer.BYTES * width, shape, (from, count, to) -> {
            for (int i = from; i < from + count; i++) {
                int end = to.position() + Integer.BYTES * width;
                to.put(texts.get(i).getBytes(UTF_32));
                while (to.position() < end) {
                    to.putInt(0);
                }
            }
        });
    }

    private static byte[] header(String descr, List<Integer> shape) {
        String lengths = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String tuple = shape.size() == 1 ? "(" + lengths + ",)" : "(" + lengths + ")";
        String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int unpadded = START.length + Short.BYTES + dictionary.length() + 1;
        int padding = Math.floorMod(-unpadded, ALIGNMENT);
        return ByteBuffer.allocate(unpadded + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(START)
                .putShort((short) (dictionary.length() + padding + 1))
                .put((dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    /** Returns the length of the file in bytes. */
    public long length() {
        return header.length + elements * elementBytes;
    }

    /** Writes the file. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(header);
        int perChunk = Math.max(1, CHUNK_BYTES / elementBytes);
        var chunk = ByteBuffer.allocate((int) Math.min(elements, perChunk) * elementBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (long from = 0; from < elements; from += perChunk) {
            int count = (int) Math.min(perChunk, elements - from);
            writer.put((int) from, count, chunk.clear());
            out.write(chunk.array(), 0, count * elementBytes);
        }
    }

    /** A writer of elements into a buffer. */
    private interface Elements {
        void put(int from, int count, ByteBuffer to);
    }
}
