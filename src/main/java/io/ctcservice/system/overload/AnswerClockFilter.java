package io.ctcservice.system.overload;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts a clock on the body of each answer: who reads slowly holds the place of a request as who sends slowly does. */
@Component
@Order(AdmissionFilter.ORDER + 2)
final class AnswerClockFilter extends OncePerRequestFilter {

    private final Capacity capacity;

    AnswerClockFilter(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var connection = (Connection) request.getAttribute(Connection.class.getName());
        chain.doFilter(request, new ClockedResponse(response, connection));
    }

    private final class ClockedResponse extends HttpServletResponseWrapper {

        private final @Nullable Connection connection;
        private @Nullable ServletOutputStream stream;

        ClockedResponse(HttpServletResponse response, @Nullable Connection connection) {
            super(response);
            this.connection = connection;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            var clocked = stream;
            if (clocked == null) {
                clocked = new AnswerClock(super.getOutputStream(), capacity.body(), connection);
                stream = clocked;
            }
            return clocked;
        }
    }
}
