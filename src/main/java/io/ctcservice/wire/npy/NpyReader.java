package io.ctcservice.wire.npy;

import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads matrices from {@code .npy} files: versions 1.0 to 3.0, little-endian float16, float32 and float64, C and Fortran
 * order. Immutable and thread-safe.
 *
 * <p>The header is checked before room is made for the numbers, and the room never exceeds what the stream can hold, or
 * twice what it has delivered where that is not known. A matrix in Fortran order needs its size twice while it is turned.
 */
public final class NpyReader {

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int FIRST_CAPACITY = 1 << 14;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

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
     * Returns the matrix in {@code in}, which is read to its end. Numbers become float32: float16 exactly, float64
     * rounded; infinities and NaN come through, for the core to judge.
     *
     * @param in an {@code .npy} file and nothing after it
     * @param available the most bytes that can be in it, {@link Long#MAX_VALUE} if that is not known
     * @throws NpyFormatException if it is no such file, holds no matrix or too large a one, ends early or late, or if a
     *     finite float64 overflows float32
     */
    public FloatMatrix read(InputStream in, long available) throws IOException {
        var header = NpyHeader.read(in);
        int size = size(header, available);
        var values = new float[available == Long.MAX_VALUE ? Math.min(size, FIRST_CAPACITY) : size];
        var chunk = ByteBuffer.allocate(Math.clamp((long) size * header.type().bytes(), 1, CHUNK_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        while (count < size) {
            int wanted = Math.min(size - count, chunk.capacity() / header.type().bytes());
            int read = in.readNBytes(chunk.array(), 0, wanted * header.type().bytes());
            if (read < wanted * header.type().bytes()) {
                throw truncated(count + read / header.type().bytes(), size);
            }
            if (count + wanted > values.length) {
                values = Arrays.copyOf(values, Math.clamp(2L * values.length, count + wanted, size));
            }
            decode(chunk, header, values, count, wanted);
            count += wanted;
        }
        requireEnd(in, size);
        int rows = (int) header.rows();
        int columns = (int) header.columns();
        return FloatMatrix.adopt(rows, columns, header.fortranOrder() ? transposed(values, rows, columns) : values);
    }

    private int size(NpyHeader header, long available) {
        requireAtMost(header.rows(), maxRows, "rows");
        requireAtMost(header.columns(), maxColumns, "columns");
        long size = header.rows() * header.columns(); // both are ints by now
        if (size > LARGEST_ARRAY) {
            throw NpyFormatException.tooLarge(size + " numbers; expected at most " + LARGEST_ARRAY);
        }
        if (size * header.type().bytes() > available) {
            throw NpyFormatException.unreadable("a shape of " + header.rows() + " x " + header.columns() + " numbers, "
                    + size * header.type().bytes() + " bytes, but at most " + available + " can follow");
        }
        return (int) size;
    }

    private static void requireAtMost(long length, int most, String what) {
        if (length > most) {
            throw NpyFormatException.tooLarge(length + " " + what + "; expected at most " + most);
        }
    }

    private static NpyFormatException truncated(int count, int size) {
        return NpyFormatException.unreadable("ends after " + count + " of the " + size + " numbers of its shape");
    }

    private static void requireEnd(InputStream in, int size) throws IOException {
        if (in.read() >= 0) {
            throw NpyFormatException.unreadable("goes on after the " + size + " numbers of its shape");
        }
    }

    private static void decode(ByteBuffer chunk, NpyHeader header, float[] values, int offset, int length) {
        int read = header.type().format().decode(chunk, 0, values, offset, length);
        if (read < length) {
            throw overflow(chunk.getDouble(read * Double.BYTES), header, offset + read);
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
