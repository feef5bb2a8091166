package io.ctcservice.web.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that gives each request an id, its own {@code X-Request-Id} if that is valid, in the response and in every
 * log line.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIdFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /** Also filters the error page, which reports refusals made before any filter. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    @SuppressWarnings("try") // the id is on log lines while it is in scope
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var known = response.getHeader(HEADER);
        var id = known == null ? id(request.getHeader(HEADER)) : known;
        response.setHeader(HEADER, id);
        try (var inScope = MDC.putCloseable("requestId", id)) {
            chain.doFilter(request, response);
        }
    }

    /** Returns the id that a client gave to its request if it is valid, else a new one. */
    static String id(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
