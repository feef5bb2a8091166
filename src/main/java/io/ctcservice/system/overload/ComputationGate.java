package io.ctcservice.system.overload;

import io.ctcservice.core.Cancellation;
import io.ctcservice.system.overload.Watchman.Watch;
import io.ctcservice.wire.WholeBody;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Lets as many requests compute at a time as there are processors: from when the last byte of the body has come, before it
 * is parsed, to when the answer is written. So neither a slow sender nor a slow reader holds a processor, and no more are
 * parsed than can be answered.
 */
@ControllerAdvice
final class ComputationGate extends RequestBodyAdviceAdapter implements ResponseBodyAdvice<Object> {

    private static final String TURN = ComputationGate.class.getName() + ".turn";

    private final Permits computations;
    private final Duration maxWait;
    private final Watchman watchman;

    ComputationGate(Capacity capacity, Watchman watchman, MeterRegistry registry) {
        this.watchman = watchman;
        this.computations =
                new Permits("computations", capacity.computationsAtATime(), capacity.retryAfter(), registry);
        this.maxWait = capacity.maxWait();
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    /** Reads all of the body, for whose bytes there is room since its admission, and only then waits for a processor. */
    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage input,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        var headers = input.getHeaders();
        var body = new ReadMessage(headers, WholeBody.of(input.getBody(), headers.getContentLength()));
        var request = RequestContextHolder.currentRequestAttributes();
        var permit = computations.take(1, maxWait);
        var turn = new Turn(permit, watch(request));
        request.setAttribute(TURN, turn, RequestAttributes.SCOPE_REQUEST);
        request.registerDestructionCallback(TURN, turn::end, RequestAttributes.SCOPE_REQUEST);
        return body;
    }

    /** From here on, until the answer is written, nobody but the watchman touches what the client may send. */
    private @Nullable Watch watch(RequestAttributes request) {
        return attribute(request, Cancellation.class) instanceof Cancellation cancellation
                ? watchman.watch((Connection) attribute(request, Connection.class), cancellation)
                : null;
    }

    private static @Nullable Object attribute(RequestAttributes request, Class<?> type) {
        return request.getAttribute(type.getName(), RequestAttributes.SCOPE_REQUEST);
    }

    /** A request's time to compute. */
    private record Turn(Permits.Permit permit, @Nullable Watch watch) {

        /** Ends it; a second time does nothing. */
        void end() {
            if (watch != null) {
                watch.close();
            }
            permit.close();
        }
    }

    private record ReadMessage(HttpHeaders headers, InputStream body) implements HttpInputMessage {
        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        var attributes = RequestContextHolder.currentRequestAttributes();
        if (attributes.getAttribute(TURN, RequestAttributes.SCOPE_REQUEST) instanceof Turn turn) {
            turn.end();
        }
        return body;
    }
}
