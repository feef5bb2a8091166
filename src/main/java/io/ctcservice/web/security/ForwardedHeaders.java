package io.ctcservice.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ForwardedHeaderUtils;

/**
 * The filter of {@code Forwarded} and {@code X-Forwarded-*}. It believes them where {@code server.forward-headers-strategy} is
 * {@code framework}; else it hides them, since libraries read them whatever is set. With {@code native} Tomcat has read them before.
 */
@Configuration(proxyBeanMethods = false)
class ForwardedHeaders {

    /** The order of the filter: after those that give a request its id, before all that ask for its address. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1;

    /** Takes the place of Spring Boot's, which answers malformed headers with 500, or without a body. */
    @Bean
    FilterRegistrationBean<ForwardedHeaderFilter> forwardedHeaderFilter(
            ServerProperties server, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        boolean areBelieved = server.getForwardHeadersStrategy() == ServerProperties.ForwardHeadersStrategy.FRAMEWORK;
        var filter = areBelieved ? new Believing(resolver) : new ForwardedHeaderFilter();
        filter.setRemoveOnly(!areBelieved);
        filter.setRelativeRedirects(true);
        var registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setOrder(ORDER);
        return registration;
    }

    /** A filter that refuses headers that cannot be read with 400. */
    private static final class Believing extends ForwardedHeaderFilter {

        private static final String PREFIX = "X-Forwarded-Prefix";
        private static final Pattern PATH = Pattern.compile("(/([\\w.~!$&'()*+=:@-]|%\\p{XDigit}{2})+)*/?");

        private final HandlerExceptionResolver resolver;

        Believing(HandlerExceptionResolver resolver) {
            this.resolver = resolver;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (isReadable(request)) {
                super.doFilterInternal(request, response, chain);
            } else {
                resolver.resolveException(request, response, null, refusal());
            }
        }

        private static boolean isReadable(HttpServletRequest request) {
            var message = new ServletServerHttpRequest(request);
            try {
                ForwardedHeaderUtils.adaptFromForwardedHeaders(message.getURI(), message.getHeaders())
                        .build()
                        .toUri();
                return arePaths(request.getHeader(PREFIX));
            } catch (IllegalArgumentException | IllegalStateException malformed) {
                return false;
            }
        }

        private static boolean arePaths(@Nullable String prefixes) {
            return prefixes == null
                    || Stream.of(prefixes.split(",", -1)).map(String::strip).allMatch(PATH.asMatchPredicate());
        }

        /** Returns a refusal without the value, for which the client may not be to blame. */
        private static ErrorResponseException refusal() {
            var problem = ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST,
                    "Forwarded or X-Forwarded-*: cannot be read; expected the host, port, protocol and path (prefix) at which"
                            + " a proxy was asked");
            return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
        }
    }
}
