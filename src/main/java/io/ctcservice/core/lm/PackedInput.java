package io.ctcservice.core.lm;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A reader of little-endian numbers, also of some bits each, the lowest bits first. Not thread-safe. */
final class PackedInput {

    private static final int FIRST = 1 << 4;

    private final InputStream file;
    private long position;
    private long ahead;
    private int bitsAhead;

    /** @param file should be buffered */
    PackedInput(InputStream file) {
        this.file = file;
    }

    /** Returns how many bytes were read, those among them of which not all bits are read yet. */
    long position() {
        return position;
    }

    /** Returns the next byte, in [0, 255]. */
    int readByte() throws IOException {
        int read = file.read();
        if (read < 0) {
            throw new EOFException();
        }
        position++;
        return read;
    }

    int readInt() throws IOException {
        return readByte() | readByte() << 8 | readByte() << 16 | readByte() << 24;
    }

    long readLong() throws IOException {
        return Integer.toUnsignedLong(readInt()) | (long) readInt() << 32;
    }

    float readFloat() throws IOException {
        return Float.intBitsToFloat(readInt());
    }

    /** Returns the next {@code count} bits, at most 57. */
    long readBits(int count) throws IOException {
        while (bitsAhead < count) {
            ahead |= (long) readByte() << bitsAhead;
            bitsAhead += Byte.SIZE;
        }
        long read = ahead & ((1L << count) - 1);
        ahead >>>= count;
        bitsAhead -= count;
        return read;
    }

    /** Skips the bytes before {@code end}, and what bits are left of the byte before. */
    void skipTo(long end) throws IOException {
        ahead = 0;
        bitsAhead = 0;
        file.skipNBytes(end - position);
        position = end;
    }

    /** Returns the next bytes up to one that is 0, which is read, too. */
    byte[] readToZero() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = readByte(); next != 0; next = readByte()) {
            bytes.write(next);
        }
        return bytes.toByteArray();
    }

    /** Returns the next {@code count} numbers; no more than a few are believed in before they are there. */
    float[] readFloats(long count) throws IOException {
        var floats = new float[(int) Math.min(count, FIRST)];
        for (int i = 0; i < count; i++) {
            if (i == floats.length) {
                floats = Arrays.copyOf(floats, (int) Math.min(count, 2L * i));
            }
            floats[i] = readFloat();
        }
        return floats;
    }
}
