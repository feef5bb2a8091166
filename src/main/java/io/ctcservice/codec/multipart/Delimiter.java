package io.ctcservice.codec.multipart;

import java.util.Arrays;

/**
 * A byte sequence that separates the parts of a body. Immutable and thread-safe.
 *
 * <p>Wherever a delimiter stands, it covers one of the bytes that are its length apart. So only these are looked at, and
 * more only where one of them is in the delimiter: the search costs far less than copying the bytes. Horspool's algorithm
 * looks at as few, but each time has to wait for the byte that says which is next.
 */
final class Delimiter {

    private final byte[] delimiter;
    private final short[] lastIndex =
            new short[1 << Byte.SIZE]; // in the delimiter, of each byte; -1 if it is not there
    private final short[] indexBefore; // for each index of the delimiter, the one before of the same byte; -1 if none

    Delimiter(byte[] delimiter) {
        this.delimiter = delimiter.clone();
        this.indexBefore = new short[delimiter.length];
        Arrays.fill(lastIndex, (short) -1);
        for (int i = 0; i < delimiter.length; i++) {
            indexBefore[i] = lastIndex[delimiter[i] & 0xff];
            lastIndex[delimiter[i] & 0xff] = (short) i;
        }
    }

    int length() {
        return delimiter.length;
    }

    /** Returns the index in {@code [from, end)} of the first delimiter; {@code end} if there is none. */
    int find(byte[] bytes, int from, int end) {
        int step = delimiter.length;
        for (int at = suspect(bytes, from + step - 1, end); at < end; at = suspect(bytes, at + step, end)) {
            int start = startOver(bytes, at, end);
            if (start >= 0) {
                return start;
            }
        }
        return end;
    }

    /** Returns the first of the positions from {@code from} on, a delimiter's length apart, that may be in a delimiter. */
    private int suspect(byte[] bytes, int from, int end) {
        int step = delimiter.length;
        int at = from;
        while (at + 3 * step < end
                && (lastIndex[bytes[at] & 0xff]
                                & lastIndex[bytes[at + step] & 0xff]
                                & lastIndex[bytes[at + 2 * step] & 0xff]
                                & lastIndex[bytes[at + 3 * step] & 0xff])
                        < 0) {
            at += 4 * step;
        }
        while (at < end && lastIndex[bytes[at] & 0xff] < 0) {
            at += step;
        }
        return at;
    }

    /** Returns the index of the first delimiter that covers this position; -1 if there is none. */
    private int startOver(byte[] bytes, int at, int end) {
        for (int i = lastIndex[bytes[at] & 0xff]; i >= 0 && at - i + delimiter.length <= end; i = indexBefore[i]) {
            int start = at - i;
            if (bytes[start] == delimiter[0]
                    && Arrays.equals(bytes, start, start + delimiter.length, delimiter, 0, delimiter.length)) {
                return start;
            }
        }
        return -1;
    }
}
