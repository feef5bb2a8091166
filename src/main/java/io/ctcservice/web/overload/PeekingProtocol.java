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
 * Tomcat's HTTP/1.1, which besides notes with each request the connection that it came on, and ends connections whose
 * headers trickle: Tomcat has a time limit for each byte, but none for all of them.
 */
public final class PeekingProtocol extends Http11NioProtocol {

    /** Where the connection is found among the notes of a request; Tomcat uses the first three. */
    static final int CONNECTION = 20;

    private volatile long headerNanos = Long.MAX_VALUE;

    /** Sets how long the line and the headers of a request may take from their first byte on. */
    void setHeaderTime(Duration most) {
        headerNanos = most.toNanos();
    }

    @Override
    protected Processor createProcessor() {
        return new NotingProcessor(this);
    }

    /** Works for one connection at a time, called whenever something has come that is no part of a body. */
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
            getRequest().setNote(CONNECTION, new Connection(socket, getRequest()));
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
