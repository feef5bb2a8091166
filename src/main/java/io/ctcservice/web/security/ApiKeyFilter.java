package io.ctcservice.web.security;

import io.ctcservice.web.warmup.OwnRequests;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** A filter that authenticates clients by their key. Requests with no key or a wrong key stay anonymous. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        client(request).ifPresent(client -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                    client, null, AuthorityUtils.createAuthorityList("client")));
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private Optional<String> client(HttpServletRequest request) {
        return OwnRequests.include(request)
                ? Optional.of("warm-up")
                : key(request).flatMap(keys::clientOf);
    }

    private static Optional<String> key(HttpServletRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        String key = request.getHeader("X-API-Key");
        return Optional.ofNullable(key == null && WebSocketAccess.isHandshake(request) ? keyInQuery(request) : key);
    }

    /** Returns the key that a browser sends: it lets no page set a header of a WebSocket. */
    private static @Nullable String keyInQuery(HttpServletRequest request) {
        return request.getParameter(WebSocketAccess.ACCESS_TOKEN);
    }
}
