package io.ctcservice.web.overload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of bytes that ends with {@link BodyTooLargeException} at its limit. Not thread-safe. */
final class LimitedStream extends FilterInputStream {

    private final BodyLimits.BodyLimit limit;
    private long count;

    LimitedStream(InputStream body, BodyLimits.BodyLimit limit) {
        super(body);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) throws IOException {
        count += bytes;
        if (count > limit.bytes()) {
            throw new BodyTooLargeException(limit);
        }
    }
}
