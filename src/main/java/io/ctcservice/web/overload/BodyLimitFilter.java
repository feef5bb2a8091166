package io.ctcservice.web.overload;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * A filter that refuses bodies that are too large: by their declared length before a byte is read, else, as with
 * chunked bodies, while they are read. And compressed ones, whose declared length says nothing.
 */
@Component
@Order(AdmissionFilter.ORDER - 1)
final class BodyLimitFilter extends OncePerRequestFilter {

    private final BodyLimits limits;
    private final HandlerExceptionResolver handlerExceptionResolver;

    BodyLimitFilter(BodyLimits limits, HandlerExceptionResolver handlerExceptionResolver) {
        this.limits = limits;
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = limits.of(request);
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            handlerExceptionResolver.resolveException(request, response, null, new EncodedBodyException(encoding));
        } else if (request.getContentLengthLong() > limit.bytes()) {
            handlerExceptionResolver.resolveException(request, response, null, new BodyTooLargeException(limit));
        } else {
            chain.doFilter(new LimitedRequest(request, limit), response);
        }
    }
}
