package io.ctcservice.web.overload;

import io.ctcservice.web.security.ManagementPaths;
import io.ctcservice.web.security.WebSocketAccess;
import io.ctcservice.web.warmup.OwnRequests;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * A filter that admits requests: each takes a permit and permits for the bytes of its body, before any of that is read. Others wait a little, and are
 * refused then. A place is free again before the client can see the end of the response: a client with as many connections
 * as there are places is never refused. Health checks and the service's own requests need no place. Metrics have
 * {@value #SCRAPES} of their own: they are answered under load, and clients that read them slowly do not take the threads
 * that health checks need. Handshakes of WebSockets wait for nothing and have no body; the limit of open streams is theirs.
 */
@Component
@Order(AdmissionFilter.ORDER)
final class AdmissionFilter extends OncePerRequestFilter {

    /** The order of the filter: after authentication, so that refused clients take no permits. */
    static final int ORDER = 10;

    /** The request attribute with the action to run before the client can see the end of the response. */
    static final String ANSWERED = AdmissionFilter.class.getName() + ".answered";

    private static final int UNIT = 1024;
    static final int SCRAPES = 16;

    private final Permits requests;
    private final Permits scrapes;
    private final Permits kibibytes;
    private final BodyLimits limits;
    private final ManagementPaths management;
    private final OwnRequests own;
    private final Duration maxWait;
    private final HandlerExceptionResolver handlerExceptionResolver;

    AdmissionFilter(
            Capacity capacity,
            BodyLimits limits,
            ManagementPaths management,
            OwnRequests own,
            @Value("${server.tomcat.threads.max:200}") int threads,
            MeterRegistry registry,
            HandlerExceptionResolver handlerExceptionResolver) {
        this.requests = new Permits(
                "requests", capacity.maxRequests(), capacity.mostWaiting(threads), capacity.retryAfter(), registry);
        this.scrapes = new Permits("scrapes", SCRAPES, capacity.retryAfter(), registry);
        this.kibibytes = new Permits("kibibytes", units(capacity.bytes()), capacity.retryAfter(), registry);
        this.limits = limits;
        this.management = management;
        this.own = own;
        this.maxWait = capacity.maxWait();
        this.handlerExceptionResolver = handlerExceptionResolver;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return management.areOfHealth(request) || WebSocketAccess.isHandshake(request) || OwnRequests.include(request);
    }

    @Override
    @SuppressWarnings("try") // both are given back early if a response is written, else here
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var place = place(request);
                var room = kibibytes.take(units(limits.room(request)), maxWait)) {
            Runnable end = () -> {
                place.close();
                room.close();
            };
            request.setAttribute(ANSWERED, end);
            chain.doFilter(request, response);
        } catch (OverloadedException overloaded) {
            handlerExceptionResolver.resolveException(request, response, null, overloaded);
        }
    }

    private Permits.Permit place(HttpServletRequest request) {
        if (management.include(request)) {
            return scrapes.take(1, Duration.ZERO);
        }
        own.noteOther();
        return requests.take(1, maxWait);
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes / UNIT));
    }
}
