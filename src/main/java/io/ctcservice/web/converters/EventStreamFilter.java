package io.ctcservice.web.converters;

import io.ctcservice.web.overload.BodyReading;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A filter that answers with server-sent events if the client accepts {@code text/event-stream}: {@code progress} after each
 * window of a recording, then {@code answer} with the JSON, or {@code error} with the problem document.
 */
@Component
@Order(EventStreamFilter.ORDER)
final class EventStreamFilter extends OncePerRequestFilter {

    /** The order of the filter: after admission, so that a refused client gets the right status. */
    static final int ORDER = 20;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return !EventStream.PATHS.contains(path) || !wantsEvents(request);
    }

    private static boolean wantsEvents(HttpServletRequest request) {
        try {
            return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT))).stream()
                    .filter(type -> !RefusedTypes.isRefused(type))
                    .sorted(Comparator.comparingDouble(MediaType::getQualityValue)
                            .reversed()) // stable
                    .findFirst()
                    .filter(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM))
                    .isPresent();
        } catch (InvalidMediaTypeException unreadable) {
            return false; // refused later, where Accept is read
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var events = new EventStream(response);
        request.setAttribute(BodyReading.Progress.class.getName(), events);
        var answer = new BufferedResponse(response);
        chain.doFilter(new AcceptingJson(request), answer);
        boolean isAnswer = answer.getStatus() == HttpServletResponse.SC_OK;
        response.setStatus(answer.getStatus()); // after the first event this is too late, and has no effect
        events.send(isAnswer ? "answer" : "error", answer.body());
    }

    private static final class AcceptingJson extends HttpServletRequestWrapper {

        private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

        AcceptingJson(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return HttpHeaders.ACCEPT.equalsIgnoreCase(name) ? JSON : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return HttpHeaders.ACCEPT.equalsIgnoreCase(name)
                    ? Collections.enumeration(List.of(JSON))
                    : super.getHeaders(name);
        }
    }
}
