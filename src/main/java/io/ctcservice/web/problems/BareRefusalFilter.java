package io.ctcservice.web.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A filter that gives a refusal without a body a problem document, such as that of an unknown group of the health endpoint. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class BareRefusalFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        int status = response.getStatus();
        boolean isRefusal = status >= HttpStatus.BAD_REQUEST.value() && HttpStatus.resolve(status) != null;
        if (isRefusal && !response.isCommitted() && !request.isAsyncStarted() && response.getContentType() == null) {
            response.sendError(status);
        }
    }
}
