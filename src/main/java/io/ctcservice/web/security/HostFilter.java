package io.ctcservice.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * A filter that refuses requests with unknown host names with 421: all of them if only this machine can reach the
 * service, elsewhere those of web pages, which have an {@code Origin}. Names are taken from {@code Host}, never from a
 * forwarded header, which a page may set.
 */
final class HostFilter extends OncePerRequestFilter {

    private final KnownHosts hosts;
    private final Predicate<HttpServletRequest> isOnLoopback;
    private final HandlerExceptionResolver resolver;

    /** @param isOnLoopback whether a request came to a port that listens on the loopback address only */
    HostFilter(KnownHosts hosts, Predicate<HttpServletRequest> isOnLoopback, HandlerExceptionResolver resolver) {
        this.hosts = hosts;
        this.isOnLoopback = isOnLoopback;
        this.resolver = resolver;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var host = request.getHeader(HttpHeaders.HOST);
        boolean isNamed = host != null && !host.isBlank(); // every browser sends it
        boolean isChecked = isOnLoopback.test(request) || request.getHeader(HttpHeaders.ORIGIN) != null;
        if (isNamed && isChecked && !hosts.include(host)) {
            resolver.resolveException(request, response, null, refusal(host));
        } else {
            chain.doFilter(request, response);
        }
    }

    private static ErrorResponseException refusal(String host) {
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.MISDIRECTED_REQUEST,
                "Host: " + host + "; expected localhost, an IP address or one of ctc.security.allowed-hosts");
        return new ErrorResponseException(HttpStatus.MISDIRECTED_REQUEST, problem, null);
    }
}
