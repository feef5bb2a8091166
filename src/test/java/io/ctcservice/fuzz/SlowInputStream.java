package io.ctcservice.fuzz;

import java.io.InputStream;

/** A stream that returns a few bytes at a time, as from a network: the result must not depend on how they arrive. */
final class SlowInputStream extends InputStream {

    private final byte[] bytes;
    private final int most;
    private int at;

    /** @param most bytes that one read returns at most */
    SlowInputStream(byte[] bytes, int most) {
        this.bytes = bytes.clone();
        this.most = most;
    }

    @Override
    public int read() {
        return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(Math.min(most, length), bytes.length - at);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        System.arraycopy(bytes, at, target, offset, count);
        at += count;
        return count;
    }
}
