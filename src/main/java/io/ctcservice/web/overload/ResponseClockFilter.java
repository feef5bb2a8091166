package io.ctcservice.web.overload;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that sets a time limit for the body of each response: a slow reader holds a permit as a slow sender does.
 */
@Component
@Order(AdmissionFilter.ORDER + 2)
final class ResponseClockFilter extends OncePerRequestFilter {

    private final Capacity capacity;

    ResponseClockFilter(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var connection = (Connection) request.getAttribute(Connection.class.getName());
        Runnable beforeEnd =
                request.getAttribute(AdmissionFilter.ANSWERED) instanceof Runnable answered ? answered : () -> {};
        chain.doFilter(request, new ClockedResponse(response, capacity.body(), connection, beforeEnd));
    }
}
