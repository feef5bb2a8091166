package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The rules of access to WebSockets. A browser does not tell its page with which status a WebSocket was refused: so a client
 * without a key is let in, to be told in the conversation and put out.
 */
@Component
public final class Conversations {

    /** The query parameter with the key, for browsers. */
    public static final String ACCESS_TOKEN = "access_token";

    private static final Set<String> PATHS = Set.of("/stream", "/vosk");

    private final boolean needsKey;

    Conversations(Access access) {
        this.needsKey = !ApiKeys.of(access).isEmpty();
    }

    /** Returns whether a request is to begin a conversation. */
    public static boolean areOpenedBy(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return HttpMethod.GET.matches(request.getMethod()) && PATHS.contains(path) && isUpgrade(request);
    }

    /** Returns whether a request is the first of a WebSocket. */
    public static boolean isUpgrade(HttpServletRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    /** Returns whether the client of the request on this thread has a key, or none is needed. */
    public boolean isLetIn() {
        var known = SecurityContextHolder.getContext().getAuthentication();
        return !needsKey
                || (known != null && known.isAuthenticated() && !(known instanceof AnonymousAuthenticationToken));
    }
}
