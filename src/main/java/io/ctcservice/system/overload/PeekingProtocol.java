package io.ctcservice.system.overload;

import java.io.IOException;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** Tomcat's HTTP/1.1, which besides notes with each request the connection that it came on. */
public final class PeekingProtocol extends Http11NioProtocol {

    /** Where the connection is found among the notes of a request; Tomcat uses the first three. */
    static final int CONNECTION = 20;

    @Override
    protected Processor createProcessor() {
        return new NotingProcessor(this);
    }

    private static final class NotingProcessor extends Http11Processor {

        NotingProcessor(PeekingProtocol protocol) {
            super(protocol, protocol.getAdapter());
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            getRequest().setNote(CONNECTION, new Connection(socket));
            return super.service(socket);
        }
    }
}
