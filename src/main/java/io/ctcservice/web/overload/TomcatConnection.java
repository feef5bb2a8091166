package io.ctcservice.web.overload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** A connection of Tomcat's. */
final class TomcatConnection implements Connection {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long BETWEEN_PROBES = TimeUnit.SECONDS.toNanos(1);

    private final SocketWrapperBase<?> socket;
    private final Request request;
    private boolean isHalfClosed;
    private long lastProbe;

    TomcatConnection(SocketWrapperBase<?> socket, Request request) {
        this.socket = socket;
        this.request = request;
    }

    @Override
    public State look() {
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
     * Returns the state of a client that has closed its half of the connection, by a probe of the other half. The
     * system notices only when something is sent: a closed connection answers with a reset, which the next check finds.
     * HTTP/1.1 has something that may be sent at any time and that all clients pass over; HTTP/1.0 has not.
     */
    private State probed() {
        boolean isDue = !isHalfClosed || System.nanoTime() - lastProbe > BETWEEN_PROBES;
        if (isDue
                && "HTTP/1.1".equals(request.protocol().toString())
                && !request.getResponse().isCommitted()) { // within an answer it would be a part of it
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

    @Override
    public Lock lock() {
        return socket.getLock();
    }

    @Override
    public void close() {
        socket.close();
    }
}
