package io.ctcservice.wire.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads a stream that a delimiter cuts into pieces, one piece at a time, through one buffer.
 *
 * <p>Wherever a delimiter stands, it covers one of the bytes that are its length apart. So only these are looked at, and
 * more only where one of them is in the delimiter: the search costs far less than copying the bytes. Horspool's algorithm
 * looks at as few, but each time has to wait for the byte that says which is next.
 */
final class DelimitedStream extends InputStream {

    private static final int CAPACITY = 1 << 16;

    private final InputStream in;
    private final byte[] delimiter;
    private final short[] lastIndex =
            new short[1 << Byte.SIZE]; // in the delimiter, of each byte; -1 if it is not there
    private final short[] indexBefore; // for each index of the delimiter, the one before of the same byte; -1 if none
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
        this.indexBefore = new short[delimiter.length];
        Arrays.fill(lastIndex, (short) -1);
        for (int i = 0; i < delimiter.length; i++) {
            indexBefore[i] = lastIndex[delimiter[i] & 0xff];
            lastIndex[delimiter[i] & 0xff] = (short) i;
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
        int step = delimiter.length;
        for (int at = suspect(position + step - 1); at < end; at = suspect(at + step)) {
            int start = delimiterOver(at);
            if (start >= 0) {
                pieceEnd = start;
                atDelimiter = true;
                return;
            }
        }
        pieceEnd = Math.max(position, end - step + 1);
    }

    /** Returns the first of the positions from {@code from} on, a delimiter's length apart, that may be in a delimiter. */
    private int suspect(int from) {
        int step = delimiter.length;
        int at = from;
        while (at + 3 * step < end
                && (lastIndex[buffer[at] & 0xff]
                                & lastIndex[buffer[at + step] & 0xff]
                                & lastIndex[buffer[at + 2 * step] & 0xff]
                                & lastIndex[buffer[at + 3 * step] & 0xff])
                        < 0) {
            at += 4 * step;
        }
        while (at < end && lastIndex[buffer[at] & 0xff] < 0) {
            at += step;
        }
        return at;
    }

    /** Returns where the first delimiter begins that covers this position; -1 if there is none. */
    private int delimiterOver(int at) {
        for (int i = lastIndex[buffer[at] & 0xff]; i >= 0 && at - i + delimiter.length <= end; i = indexBefore[i]) {
            int start = at - i;
            if (buffer[start] == delimiter[0]
                    && Arrays.equals(buffer, start, start + delimiter.length, delimiter, 0, delimiter.length)) {
                return start;
            }
        }
        return -1;
    }
}
