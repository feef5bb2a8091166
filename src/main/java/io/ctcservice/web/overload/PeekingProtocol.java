package io.ctcservice.web.overload;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 protocol, extended to note the connection of each request, and to end connections whose headers
 * arrive too slowly: Tomcat has a time limit for each byte, but none for all of them.
 */
public final class PeekingProtocol extends Http11NioProtocol {

    /** The index of the connection among the notes of a request; Tomcat uses the first three. */
    static final int CONNECTION = 20;

    private volatile long headerNanos = Long.MAX_VALUE;

    /** Sets the time limit for the request line and headers, from their first byte on. */
    void setHeaderTime(Duration most) {
        headerNanos = most.toNanos();
    }

    /**
     * Returns how many requests a connection may have: one where nearly as many are open as may be, so that idle ones do not
     * keep out those that wait.
     */
    @Override
    public int getMaxKeepAliveRequests() {
        return getConnectionCount() > getMaxConnections() * 7L / 8 ? 1 : super.getMaxKeepAliveRequests();
    }

    @Override
    protected Processor createProcessor() {
        return new NotingProcessor(this);
    }

    /** A processor of one connection at a time, called whenever bytes arrive that are not part of a body. */
    private static final class NotingProcessor extends Http11Processor {

        private final PeekingProtocol protocol;
        private @Nullable SocketWrapperBase<?> waitingFor;
        private long since;

        NotingProcessor(PeekingProtocol protocol) {
            super(protocol, protocol.getAdapter());
            this.protocol = protocol;
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            getRequest().setNote(CONNECTION, new TomcatConnection(socket, getRequest()));
            var state = super.service(socket);
            boolean isIncomplete = state == SocketState.LONG && !isAsync();
            if (!isIncomplete) {
                waitingFor = null;
            } else if (!socket.equals(waitingFor)) {
                waitingFor = socket;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > protocol.headerNanos) {
                waitingFor = null;
                return SocketState.CLOSED;
            }
            return state;
        }
    }
}
