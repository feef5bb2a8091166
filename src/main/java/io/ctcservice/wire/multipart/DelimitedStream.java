package io.ctcservice.wire.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a stream that a delimiter cuts into pieces, one piece at a time, through one buffer.
 *
 * <p>The delimiter is looked for by Horspool's algorithm, which skips its length wherever a byte is not in it: the search
 * costs far less than copying the bytes.
 */
final class DelimitedStream extends InputStream {

    private static final int CAPACITY = 1 << 16;

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] shifts = new int[1 << Byte.SIZE];
    private final byte[] buffer = new byte[CAPACITY];
    private int position;
    private int pieceEnd; // nothing before it belongs to a delimiter
    private int end;
    private boolean atDelimiter; // at pieceEnd
    private long received;

    /**
     * @param before read before the stream itself
     * @param delimiter far shorter than the buffer of 64 KiB
     */
    DelimitedStream(byte[] before, InputStream in, byte[] delimiter) {
        this.in = in;
        this.delimiter = delimiter.clone();
        Arrays.fill(shifts, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            shifts[delimiter[i] & 0xff] = delimiter.length - 1 - i;
        }
        System.arraycopy(before, 0, buffer, 0, before.length);
        end = before.length;
        search();
    }

    /** Returns how many bytes of the stream have been read and used. */
    long consumed() {
        return Math.max(0, received - (end - position));
    }

    /** Reads what is left of the piece and the delimiter after it; returns whether there was one. */
    boolean skipPiece() throws IOException {
        while (hasContent()) {
            position = pieceEnd;
        }
        if (!atDelimiter) {
            return false;
        }
        position += delimiter.length;
        atDelimiter = false;
        search();
        return true;
    }

    /** Returns the next byte of the piece, −1 at its end. */
    @Override
    public int read() throws IOException {
        return hasContent() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!hasContent()) {
            return -1;
        }
        int count = Math.min(length, pieceEnd - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean hasContent() throws IOException {
        while (position == pieceEnd && !atDelimiter) {
            if (!fill()) {
                pieceEnd = end; // what looked like the beginning of a delimiter was none
                return position < pieceEnd;
            }
            search();
        }
        return position < pieceEnd;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        pieceEnd = 0;
        int count = in.read(buffer, end, buffer.length - end);
        received += Math.max(0, count);
        end += Math.max(0, count);
        return count > 0;
    }

    private void search() {
        int last = end - delimiter.length;
        int at = position;
        while (at <= last) {
            int lastByte = buffer[at + delimiter.length - 1];
            if (lastByte == delimiter[delimiter.length - 1]
                    && Arrays.equals(buffer, at, at + delimiter.length, delimiter, 0, delimiter.length)) {
                pieceEnd = at;
                atDelimiter = true;
                return;
            }
            at += shifts[lastByte & 0xff];
        }
        pieceEnd = Math.max(position, last + 1);
    }
}
