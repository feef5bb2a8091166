package io.ctcservice.api.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a message, which grow while it is received. Not thread-safe. */
final class MessageBuffer {

    private byte[] bytes = new byte[0];
    private int length = 0;

    /** Appends all that is in a buffer. */
    void add(ByteBuffer more) {
        int count = more.remaining();
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, length * 2));
        }
        more.get(bytes, length, count);
        length += count;
    }

    int length() {
        return length;
    }

    byte[] toArray() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
