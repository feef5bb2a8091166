package io.ctcservice.web.overload;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * A valve that passes the connection noted by {@link PeekingProtocol} to the application, as an attribute of the
 * request.
 */
final class ConnectionValve extends ValveBase {

    ConnectionValve() {
        super(/* asyncSupported= */ true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getCoyoteRequest().getNote(PeekingProtocol.CONNECTION) instanceof Connection connection) {
            request.setAttribute(Connection.class.getName(), connection);
        }
        getNext().invoke(request, response);
    }
}
