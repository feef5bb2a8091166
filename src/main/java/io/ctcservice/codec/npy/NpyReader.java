package io.ctcservice.codec.npy;

import io.ctcservice.core.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads matrices from {@code .npy} files: versions 1.0 to 3.0, little-endian float16, float32 and float64, C and Fortran
 * order. Immutable and thread-safe.
 *
 * <p>Room is made for the numbers after the header was checked, and only where there are as many as it says. They are
 * copied once; a matrix in Fortran order needs its size twice while it is turned.
 */
public final class NpyReader {

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
        requireAtMost(header.rows(), maxRows, "rows");
        requireAtMost(header.columns(), maxColumns, "columns");
        var values = numbers(file, header);
        int rows = (int) header.rows();
        int columns = (int) header.columns();
        return FloatMatrix.adopt(rows, columns, header.fortranOrder() ? transposed(values, rows, columns) : values);
    }

    private static float[] numbers(ByteBuffer file, NpyHeader header) {
        long size = header.rows() * header.columns(); // both are ints by now
        int count = file.remaining() / header.type().bytes();
        if (count < size) {
            throw NpyFormatException.unreadable("ends after " + count + " of the " + size + " numbers of its shape");
        }
        if (file.remaining() > size * header.type().bytes()) {
            throw NpyFormatException.unreadable("goes on after the " + size + " numbers of its shape");
        }
        var values = new float[count];
        var bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        int read = header.type().format().decode(bytes, 0, values, 0, count);
        if (read < count) {
            throw overflow(bytes.getDouble(read * Double.BYTES), header, read);
        }
        return values;
    }

    private static void requireAtMost(long length, int most, String what) {
        if (length > most) {
            throw NpyFormatException.tooLarge(length + " " + what + "; expected at most " + most);
        }
    }

    private static NpyFormatException overflow(double value, NpyHeader header, int index) {
        long row = header.fortranOrder() ? index % header.rows() : index / header.columns();
        long column = header.fortranOrder() ? index / header.rows() : index % header.columns();
        return NpyFormatException.wrongCell(row, column, value + " overflows float32");
    }

    /** Returns the matrix row after row that {@code values} hold column after column. */
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
