package io.ctcservice.codec.oip;

import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * An output tensor. Rows that are shorter than the shape says are padded as they are written, with zeros if nothing else is
 * said. Immutable.
 */
@JsonSerialize(using = OutputTensor.FlatArray.class)
public final class OutputTensor {

    private final Datatype datatype;
    private final List<Integer> shape;
    private final OutputElements elements;

    private OutputTensor(Datatype datatype, List<Integer> shape, OutputElements elements) {
        this.datatype = datatype;
        this.shape = List.copyOf(shape);
        this.elements = elements;
    }

    /** Returns FP32 {@code [N]}, rounded. */
    public static OutputTensor ofFloats(double[] values) {
        var rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return new OutputTensor(
                Datatype.FP32,
                List.of(values.length),
                new OutputElements.Floats(List.of(FloatMatrix.adopt(1, values.length, rounded)), values.length));
    }

    /** Returns FP32 {@code [N][length]}, rounded. */
    public static OutputTensor ofFloatRows(List<double[]> rows, int length) {
        var matrices = rows.stream()
                .map(row -> {
                    var rounded = new float[row.length];
                    for (int i = 0; i < row.length; i++) {
                        rounded[i] = (float) row[i];
                    }
                    return FloatMatrix.adopt(1, row.length, rounded);
                })
                .toList();
        return new OutputTensor(
                Datatype.FP32, List.of(rows.size(), length), new OutputElements.Floats(matrices, length));
    }

    /**
     * Returns FP32 {@code [N][rows][columns]}.
     *
     * @param matrices N of them, each of {@code columns} columns and at most {@code rows} rows
     */
    public static OutputTensor ofMatrices(List<FloatMatrix> matrices, int rows, int columns) {
        return new OutputTensor(
                Datatype.FP32,
                List.of(matrices.size(), rows, columns),
                new OutputElements.Floats(matrices, rows * columns));
    }

    /** Returns INT32 {@code [N]}. */
    public static OutputTensor ofIntegers(int[] values) {
        return new OutputTensor(
                Datatype.INT32, List.of(values.length), new OutputElements.Integers(List.of(values), values.length, 0));
    }

    /** Returns INT32 {@code [N][length]}. */
    public static OutputTensor ofIntegerRows(List<int[]> rows, int length) {
        return new OutputTensor(
                Datatype.INT32, List.of(rows.size(), length), new OutputElements.Integers(rows, length, 0));
    }

    /** Returns INT32 {@code [N][L]}, L the length of the longest row. */
    public static OutputTensor ofIntegerRows(List<int[]> rows) {
        return ofIntegerRows(
                rows, rows.stream().mapToInt(row -> row.length).max().orElse(0));
    }

    /**
     * Returns INT32 {@code [N][rows][columns]}.
     *
     * @param tables N of them, each of at most {@code rows} rows of at most {@code columns} numbers
     * @param padding number in place of what is missing
     */
    public static OutputTensor ofIntegerTables(List<List<int[]>> tables, int rows, int columns, int padding) {
        var all = new ArrayList<int[]>();
        for (List<int[]> table : tables) {
            all.addAll(table);
            all.addAll(Collections.nCopies(rows - table.size(), new int[0]));
        }
        return new OutputTensor(
                Datatype.INT32,
                List.of(tables.size(), rows, columns),
                new OutputElements.Integers(all, columns, padding));
    }

    /** Returns BOOL {@code [N]}. */
    public static OutputTensor ofBooleans(List<Boolean> values) {
        return new OutputTensor(Datatype.BOOL, List.of(values.size()), new OutputElements.Booleans(values));
    }

    /** Returns BYTES {@code [N]}: texts. */
    public static OutputTensor ofTexts(List<String> texts) {
        return new OutputTensor(Datatype.BYTES, List.of(texts.size()), new OutputElements.Texts(texts));
    }

    /** Returns BYTES {@code [N][L]}, L the length of the longest row; shorter rows are padded with empty texts. */
    public static OutputTensor ofTextRows(List<List<String>> rows) {
        int longest = rows.stream().mapToInt(List::size).max().orElse(0);
        var texts = new ArrayList<String>(rows.size() * longest);
        for (List<String> row : rows) {
            texts.addAll(row);
            texts.addAll(Collections.nCopies(longest - row.size(), ""));
        }
        return new OutputTensor(Datatype.BYTES, List.of(rows.size(), longest), new OutputElements.Texts(texts));
    }

    Datatype datatype() {
        return datatype;
    }

    List<Integer> shape() {
        return shape;
    }

    /** Returns the first number that JSON cannot express: an infinity, or NaN. */
    Optional<Float> firstWithoutJson() {
        return elements.firstWithoutJson();
    }

    /** Returns the number of bytes that {@link #writeTo} writes. */
    public long binarySize() {
        return elements.binarySize();
    }

    /** Writes the elements in binary, little-endian, row-major. */
    public void writeTo(OutputStream out) throws IOException {
        elements.writeTo(out);
    }

    @Override
    public String toString() {
        return datatype + Arrays.toString(shape.toArray());
    }

    /** A serializer of the elements as JSON. */
    static final class FlatArray extends StdSerializer<OutputTensor> {

        FlatArray() {
            super(OutputTensor.class);
        }

        @Override
        public void serialize(OutputTensor tensor, JsonGenerator generator, SerializationContext context) {
            tensor.elements.writeTo(generator);
        }
    }
}
