package io.ctcservice.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A request body held in memory, whose bytes can be read without a copy. */
public final class WholeBody extends ByteArrayInputStream {

    private WholeBody(byte[] bytes, int length) {
        super(bytes, 0, length);
    }

    /**
     * Reads a stream to its end.
     *
     * @param length how many bytes it is said to hold, for which room is made at once; negative if that is not known
     */
    public static WholeBody of(InputStream in, long length) throws IOException {
        if (length < 0 || length > Integer.MAX_VALUE - 8) {
            byte[] bytes = in.readAllBytes();
            return new WholeBody(bytes, bytes.length);
        }
        var bytes = new byte[(int) length];
        int count = in.readNBytes(bytes, 0, bytes.length);
        byte[] more = in.readAllBytes();
        if (more.length > 0) {
            bytes = Arrays.copyOf(bytes, Math.addExact(count, more.length));
            System.arraycopy(more, 0, bytes, count, more.length);
        }
        return new WholeBody(bytes, count + more.length);
    }

    /** Reads a stream to its end and returns its bytes; those of a {@link WholeBody} are not copied. */
    public static ByteBuffer bytes(InputStream in) throws IOException {
        return in instanceof WholeBody whole ? whole.remaining() : ByteBuffer.wrap(in.readAllBytes());
    }

    private ByteBuffer remaining() {
        var rest = ByteBuffer.wrap(buf, pos, count - pos).slice();
        pos = count;
        return rest;
    }
}
