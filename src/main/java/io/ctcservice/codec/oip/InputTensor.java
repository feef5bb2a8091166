package io.ctcservice.codec.oip;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.Counted;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An input tensor, whose size matches its shape.
 *
 * @param name which one
 * @param datatype what it holds
 * @param shape its lengths, none negative
 * @param elements as many as the shape says, row-major
 */
public record InputTensor(String name, Datatype datatype, List<Integer> shape, TensorElements elements) {

    /** The names of the datatypes for floating-point numbers. */
    static final String REAL = "FP32, FP16, BF16, FP64";

    /** The names of the datatypes for whole numbers. */
    static final String WHOLE = "INT32, INT64, INT8, INT16, UINT8, UINT16, UINT32, UINT64";

    public InputTensor {
        shape = List.copyOf(shape);
    }

    /** Returns the length of an axis. */
    public int length(int axis) {
        return shape.get(axis);
    }

    /** Returns this tensor if it has this rank, else refuses it. */
    public InputTensor requireRank(int rank, String axes) {
        if (shape.size() != rank) {
            throw refused("a shape of " + Counted.of(shape.size(), "length") + ", " + shape + "; expected " + rank
                    + ": " + axes);
        }
        return this;
    }

    /** Returns this tensor if an axis has this length, else refuses it. */
    public InputTensor requireLength(int axis, int length, String why) {
        if (length(axis) != length) {
            throw refused("a shape of " + shape + "; expected " + length + " at " + axis + ", " + why);
        }
        return this;
    }

    /** Returns this tensor if an axis is at most this long, else refuses it. */
    public InputTensor requireAtMost(int axis, int most) {
        if (length(axis) > most) {
            throw refused("a shape of " + shape + "; expected at most " + most + " at " + axis);
        }
        return this;
    }

    /** Returns a range of elements as float32. */
    public float[] floats(int from, int count) {
        if (datatype.format().isEmpty()) {
            throw refused("datatype " + datatype + "; expected one of " + REAL);
        }
        var numbers = new float[count];
        int read = elements.readFloats(datatype, from, numbers);
        if (read < count) {
            throw new RefusedRequestException(place(from + read), "overflows float32; expected a finite number");
        }
        return numbers;
    }

    /** Returns a range of elements as whole numbers. */
    public int[] integers(int from, int count) {
        if (!datatype.isWhole()) {
            throw refused("datatype " + datatype + "; expected one of " + WHOLE);
        }
        var numbers = new int[count];
        int read = elements.readIntegers(datatype, from, numbers);
        if (read < count) {
            throw new RefusedRequestException(
                    place(from + read), "not a whole number of at most 24 bits in JSON, 32 in binary");
        }
        return numbers;
    }

    RefusedRequestException refused(String detail) {
        return new RefusedRequestException(name, detail);
    }

    /** Returns the place of an element: {@code emissions[0][3][2]}. */
    private String place(int index) {
        var indices = new int[shape.size()];
        int rest = index;
        for (int axis = indices.length - 1; axis >= 0; axis--) {
            indices[axis] = rest % length(axis);
            rest /= length(axis);
        }
        return name
                + java.util.Arrays.stream(indices).mapToObj(i -> "[" + i + "]").collect(Collectors.joining());
    }
}
