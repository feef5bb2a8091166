package io.ctcservice.codec.npy;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.PlainNumber;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of matrices from {@code .npy} files: versions 1.0 to 3.0, little-endian float16, float32 and float64, C and
 * Fortran order. Immutable and thread-safe.
 *
 * <p>Room is made for the numbers after the header was checked, and only where there are as many as it says. They are
 * copied once; those in Fortran order, and the matrices of a batch, need their size twice while they are turned or parted.
 */
public final class NpyReader {

    /** The media type of an {@code .npy} file. */
    public static final String MEDIA_TYPE = "application/x-npy";

    private final int maxRows;
    private final int maxColumns;

    /**
     * @param maxRows the most rows that a matrix may have
     * @param maxColumns the most columns that a matrix may have
     */
    public NpyReader(int maxRows, int maxColumns) {
        this.maxRows = maxRows;
        this.maxColumns = maxColumns;
    }

    /**
     * Returns the matrix in {@code file}, which is read to its end. Numbers become float32: float16 exactly, float64
     * rounded; infinities and NaN come through, for the core to judge.
     *
     * @param file an {@code .npy} file and nothing after it
     * @throws NpyFormatException if it is no such file, holds no matrix or too large a one, ends early or late, or if a
     *     finite float64 overflows float32
     */
    public FloatMatrix read(ByteBuffer file) {
        var header = NpyHeader.read(file);
        if (header.shape().size() != 2) {
            throw wrongRank(header, "two, (frames, classes)");
        }
        return matrices(file, header, 1).get(0);
    }

    /**
     * Returns the matrices in {@code file}, which is read to its end: one from an array of two axes, a batch from an
     * array of three.
     *
     * @param file an {@code .npy} file and nothing after it
     * @param mostMatrices the most matrices of a batch
     * @throws NpyFormatException as {@link #read}, and if there are more matrices
     */
    public List<FloatMatrix> readAll(ByteBuffer file, int mostMatrices) {
        var header = NpyHeader.read(file);
        return switch (header.shape().size()) {
            case 2 -> matrices(file, header, 1);
            case 3 -> {
                requireAtMost(header.fromLast(2), mostMatrices, "utterances");
                yield matrices(file, header, (int) header.fromLast(2));
            }
            default -> throw wrongRank(header, "two, (frames, classes), or three, (utterances, frames, classes)");
        };
    }

    private static NpyFormatException wrongRank(NpyHeader header, String expected) {
        int axes = header.shape().size();
        return NpyFormatException.unreadable("shape " + header.shapeText() + " has " + axes
                + (axes == 1 ? " axis" : " axes") + "; expected " + expected);
    }

    private List<FloatMatrix> matrices(ByteBuffer file, NpyHeader header, int count) {
        requireAtMost(header.fromLast(1), maxRows, "rows");
        requireAtMost(header.fromLast(0), maxColumns, "columns");
        int rows = (int) header.fromLast(1);
        int columns = (int) header.fromLast(0);
        var values = numbers(file, header, (long) rows * columns, count);
        if (count == 1) {
            return List.of(matrix(header.fortranOrder() ? transposed(values, rows, columns) : values, rows, columns));
        }
        var all = new ArrayList<FloatMatrix>(count);
        for (int n = 0; n < count; n++) {
            var one = new float[rows * columns];
            if (header.fortranOrder()) {
                pick(values, n, count, rows, columns, one);
            } else {
                System.arraycopy(values, n * one.length, one, 0, one.length);
            }
            all.add(matrix(one, rows, columns));
        }
        return all;
    }

    private static FloatMatrix matrix(float[] values, int rows, int columns) {
        return FloatMatrix.adopt(rows, columns, values);
    }

    private static float[] numbers(ByteBuffer file, NpyHeader header, long size, int matrices) {
        int count = file.remaining() / header.type().bytes();
        // neither product overflows: a matrix has at most 2^62 numbers, and of more than one a batch is refused here
        if (size > 0 && count / size < matrices) {
            throw NpyFormatException.unreadable(
                    "ends after " + count + " of the " + numbers(size, matrices) + " numbers of its shape");
        }
        if (file.remaining() > size * matrices * header.type().bytes()) {
            throw NpyFormatException.unreadable(
                    "goes on after the " + numbers(size, matrices) + " numbers of its shape");
        }
        var values = new float[count];
        var bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        int read = header.type().format().decode(bytes, 0, values, 0, count);
        if (read < count) {
            throw overflow(bytes.getDouble(read * Double.BYTES), header, read, matrices);
        }
        return values;
    }

    private static String numbers(long size, int matrices) {
        return matrices == 1 ? Long.toString(size) : matrices + " times " + size;
    }

    private static void requireAtMost(long length, int most, String what) {
        if (length > most) {
            throw NpyFormatException.tooLarge(length + " " + what + "; expected at most " + most);
        }
    }

    private static NpyFormatException overflow(double value, NpyHeader header, int index, int matrices) {
        long rows = header.fromLast(1);
        long columns = header.fromLast(0);
        long row = header.fortranOrder() ? index / matrices % rows : index / columns % rows;
        long column = header.fortranOrder() ? index / matrices / rows : index % columns;
        long matrix = header.fortranOrder() ? index % matrices : index / columns / rows;
        return NpyFormatException.wrongCell((int) matrix, row, column, PlainNumber.of(value) + " overflows float32");
    }

    /** Copies matrix {@code n} of {@code count} in Fortran order, row after row. */
    private static void pick(float[] values, int n, int count, int rows, int columns, float[] to) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                to[row * columns + column] = values[n + count * (row + rows * column)];
            }
        }
    }

    /** Returns the matrix in row-major order, given its values in column-major order. */
    private static float[] transposed(float[] values, int rows, int columns) {
        int block = 32; // two such tiles fit the first-level cache
        var turned = new float[values.length];
        for (int row0 = 0; row0 < rows; row0 += block) {
            int rowEnd = Math.min(rows, row0 + block);
            for (int column0 = 0; column0 < columns; column0 += block) {
                int columnEnd = Math.min(columns, column0 + block);
                for (int row = row0; row < rowEnd; row++) {
                    for (int column = column0; column < columnEnd; column++) {
                        turned[row * columns + column] = values[column * rows + row];
                    }
                }
            }
        }
        return turned;
    }
}
