package io.ctcservice.web.warmup;

import io.ctcservice.metrics.Measured;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A filter that marks the service's own requests, before any other looks at them, and keeps their work out of the timers. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OwnRequestFilter extends OncePerRequestFilter {

    private final OwnRequests own;

    OwnRequestFilter(OwnRequests own) {
        this.own = own;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!own.isSecret(request.getHeader(OwnRequests.HEADER))) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(OwnRequests.MARK, true);
        try {
            Measured.leaveOut(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException | Error thrown) {
            throw thrown;
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }
}
