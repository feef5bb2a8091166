package io.ctcservice.web.overload;

import io.ctcservice.web.overload.Capacity.BodyTime;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/**
 * A response body with a time limit: the connection is closed if the client reads too slowly. An action runs before the last byte
 * is written, unless the length is not declared: such a response ends when its request has left all filters.
 */
final class ResponseClock extends ServletOutputStream {

    private static final int PIECE = 1 << 16;
    private static final int BUFFERED =
            8192; // the size of Tomcat's buffer: writing this much does not wait for the reader

    private final ServletOutputStream body;
    private final BodyTime time;
    private final @Nullable Connection connection;
    private final LongSupplier declared;
    private final Runnable beforeEnd;
    private long bytes;
    private long nanos;

    /**
     * @param declared the length of the body, as far as it is known when it is written
     * @param beforeEnd the action before the last byte
     */
    ResponseClock(
            ServletOutputStream body,
            BodyTime time,
            @Nullable Connection connection,
            LongSupplier declared,
            Runnable beforeEnd) {
        this.body = body;
        this.time = time;
        this.connection = connection;
        this.declared = declared;
        this.beforeEnd = beforeEnd;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /**
     * Writes all but the last byte, which is kept until the others of a long response are sent: slow readers keep their
     * permits.
     */
    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        long end = declared.getAsLong();
        boolean isLast = length > 0 && bytes + length >= end;
        int first = isLast ? (end > BUFFERED ? length - 1 : 0) : length;
        writeInPieces(source, offset, first);
        if (isLast) {
            if (first > 0) {
                flush();
            }
            beforeEnd.run();
            writeInPieces(source, offset + first, length - first);
        }
    }

    /** Writes in pieces; one that makes no progress ends with Tomcat's own time limit. */
    private void writeInPieces(byte[] source, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            int piece = Math.min(PIECE, length - done);
            int from = offset + done;
            timed(() -> body.write(source, from, piece));
            bytes += piece;
            if (Duration.ofNanos(nanos).compareTo(time.allowed(bytes)) > 0) {
                if (connection != null) {
                    connection.close();
                }
                throw new ClientAbortException("the answer is taken too slowly");
            }
        }
    }

    /** Counts the time that writing waits, without the time to make the response. */
    private void timed(Writing writing) throws IOException {
        long start = System.nanoTime();
        writing.write();
        nanos += System.nanoTime() - start;
    }

    private interface Writing {
        void write() throws IOException;
    }

    @Override
    public void flush() throws IOException {
        timed(body::flush);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        body.setWriteListener(listener);
    }
}
