package io.ctcservice.web.overload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The connection of a request, while its body has been read and its answer is not written yet. */
final class Connection {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long BETWEEN_PROBES = TimeUnit.SECONDS.toNanos(1);

    private final SocketWrapperBase<?> socket;
    private final Request request;
    private boolean isHalfClosed;
    private long lastProbe;

    Connection(SocketWrapperBase<?> socket, Request request) {
        this.socket = socket;
        this.request = request;
    }

    /** What a look at a connection finds. */
    enum State {
        /** Nothing came, and as far as can be seen somebody waits for the answer. */
        SILENT,
        /** The client has sent more: the next request. Whether it has hung up after it cannot be seen. */
        TALKING,
        /** The client has closed or reset it. */
        GONE
    }

    /** Looks without waiting and without taking anything: a byte that was read is put back in front of the others. */
    State look() {
        var first = ByteBuffer.allocate(1);
        try {
            int count = socket.read(/* block= */ false, first);
            if (count > 0) {
                socket.unRead(first.flip());
                return State.TALKING;
            }
            return count < 0 ? probed() : State.SILENT;
        } catch (EOFException end) {
            return probed();
        } catch (IOException closedOrReset) {
            return State.GONE;
        }
    }

    /**
     * Asks who has closed its half of the connection whether it has closed the other half, too. The system tells only when
     * something is sent: what is gone answers with a reset, which the next look finds. HTTP/1.1 has something that may
     * be sent at any time and that all clients pass over; HTTP/1.0 has not.
     */
    private State probed() {
        boolean isDue = !isHalfClosed || System.nanoTime() - lastProbe > BETWEEN_PROBES;
        if (isDue && "HTTP/1.1".equals(request.protocol().toString())) {
            isHalfClosed = true;
            lastProbe = System.nanoTime();
            try {
                socket.write(/* block= */ false, ByteBuffer.wrap(CONTINUE));
                socket.flush(/* block= */ false);
            } catch (IOException reset) {
                return State.GONE;
            }
        }
        return State.SILENT;
    }

    /** Closes it: what is written after fails as it does where the client has hung up. */
    void close() {
        socket.close();
    }
}
