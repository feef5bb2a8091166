package io.ctcservice.web.overload;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * An advice that gives requests whose handler has a {@code @RequestBody} their turn of {@link Computations}: from the
 * last byte of the body, before it is parsed, until the response is written. So neither a slow sender nor a slow reader
 * holds a processor, and no more are parsed than can be answered.
 */
@ControllerAdvice
final class ComputationGate extends RequestBodyAdviceAdapter implements ResponseBodyAdvice<Object> {

    private final BodyReading reading;

    ComputationGate(BodyReading reading) {
        this.reading = reading;
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converterType) {
        return !BodyReading.ByConverter.class.isAssignableFrom(converterType);
    }

    /** Reads all of the body, for which admission has reserved room, and only then waits for a processor. */
    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage input,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        var headers = input.getHeaders();
        return new ReadMessage(headers, reading.whole(input.getBody(), headers.getContentLength()));
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
        if (request instanceof ServletServerHttpRequest servlet) {
            Computations.end(servlet.getServletRequest());
        }
        return body;
    }
}
