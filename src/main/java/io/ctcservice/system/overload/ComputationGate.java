package io.ctcservice.system.overload;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
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

    private static final String PERMIT = ComputationGate.class.getName() + ".permit";

    private final Permits computations;
    private final Duration maxWait;

    ComputationGate(Capacity capacity, MeterRegistry registry) {
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
        var body = new WholeBody(
                input.getHeaders(), new ByteArrayInputStream(input.getBody().readAllBytes()));
        var request = RequestContextHolder.currentRequestAttributes();
        var permit = computations.take(1, maxWait);
        request.setAttribute(PERMIT, permit, RequestAttributes.SCOPE_REQUEST);
        request.registerDestructionCallback(PERMIT, permit::close, RequestAttributes.SCOPE_REQUEST);
        return body;
    }

    private record WholeBody(HttpHeaders headers, InputStream body) implements HttpInputMessage {
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
        if (attributes.getAttribute(PERMIT, RequestAttributes.SCOPE_REQUEST) instanceof Permits.Permit permit) {
            permit.close();
        }
        return body;
    }
}
