package io.ctcservice.system;

import io.ctcservice.wire.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses bodies that are larger than {@code ctc.limits.json-body} or, for anything but JSON,
 * {@code ctc.limits.binary-body}: by their declared length before a byte is read, else, as where they come in chunks,
 * while they are read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class BodyLimitFilter extends OncePerRequestFilter {

    private final Limits limits;
    private final HandlerExceptionResolver handlerExceptionResolver;

    BodyLimitFilter(Limits limits, HandlerExceptionResolver handlerExceptionResolver) {
        this.limits = limits;
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        DataSize limit = limitOf(request);
        if (request.getContentLengthLong() > limit.toBytes()) {
            var tooLarge = new BodyTooLargeException(limit);
            handlerExceptionResolver.resolveException(request, response, null, tooLarge);
            return;
        }
        chain.doFilter(new LimitedRequest(request, limit), response);
    }

    private DataSize limitOf(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || type.toLowerCase(Locale.ROOT).contains("json") ? limits.jsonBody() : limits.binaryBody();
    }
}
