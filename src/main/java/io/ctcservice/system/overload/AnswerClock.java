package io.ctcservice.system.overload;

import io.ctcservice.system.overload.Capacity.BodyTime;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;

/** The body of an answer, whose connection is closed where the client takes it too slowly. */
final class AnswerClock extends ServletOutputStream {

    private static final int PIECE = 1 << 16;

    private final ServletOutputStream body;
    private final BodyTime time;
    private final @Nullable Connection connection;
    private long bytes;
    private long nanos;

    AnswerClock(ServletOutputStream body, BodyTime time, @Nullable Connection connection) {
        this.body = body;
        this.time = time;
        this.connection = connection;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Writes piece by piece: a piece that does not move at all ends with Tomcat's own time limit. */
    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            int piece = Math.min(PIECE, length - done);
            long start = System.nanoTime();
            body.write(source, offset + done, piece);
            nanos += System.nanoTime() - start; // not what making the answer takes
            bytes += piece;
            if (Duration.ofNanos(nanos).compareTo(time.allowed(bytes)) > 0) {
                if (connection != null) {
                    connection.close();
                }
                throw new ClientAbortException("the answer is taken too slowly");
            }
        }
    }

    @Override
    public void flush() throws IOException {
        body.flush();
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
