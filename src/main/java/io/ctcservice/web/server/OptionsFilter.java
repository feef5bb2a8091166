package io.ctcservice.web.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter of the answers to {@code OPTIONS}: Spring writes an {@code Accept-Patch} without a value where nothing can be
 * patched, and names the methods of any servlet where there is nothing.
 */
@Component
final class OptionsFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.OPTIONS.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new OptionsResponse(response));
    }

    private static final class OptionsResponse extends HttpServletResponseWrapper {

        OptionsResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            if (isTrue(name, value)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (isTrue(name, value)) {
                super.addHeader(name, value);
            }
        }

        private boolean isTrue(String name, String value) {
            return switch (name) {
                case HttpHeaders.ACCEPT_PATCH -> !value.isEmpty();
                case HttpHeaders.ALLOW -> getStatus() < HttpStatus.BAD_REQUEST.value();
                default -> true;
            };
        }
    }
}
