package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The access to WebSockets. Browsers do not tell a page with which status a handshake was refused, so a client without a key
 * gets its WebSocket, on which it reads the reason and which is closed then.
 */
@Component
public final class WebSocketAccess {

    /** The query parameter with the key, for browsers. */
    public static final String ACCESS_TOKEN = "access_token";

    private static final Set<String> PATHS = Set.of("/stream", "/vosk");

    private final boolean needsKey;

    WebSocketAccess(Access access) {
        this.needsKey = !ApiKeys.of(access).isEmpty();
    }

    /** Returns whether a request is the handshake of one of the WebSockets that are offered. */
    public static boolean isHandshake(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return HttpMethod.GET.matches(request.getMethod()) && PATHS.contains(path) && isUpgrade(request);
    }

    /** Returns whether a request asks for a WebSocket, at any path. */
    public static boolean isUpgrade(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    /** Returns whether the client of the request on this thread has a key, or none is needed. */
    public boolean isAllowed() {
        var known = SecurityContextHolder.getContext().getAuthentication();
        return !needsKey
                || (known != null && known.isAuthenticated() && !(known instanceof AnonymousAuthenticationToken));
    }
}
