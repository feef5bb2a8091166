package io.ctcservice.web.problems;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * An advice that turns every problem under /v2 into the error object of the Open Inference Protocol: {@code {"error":
 * "…"}}.
 */
@ControllerAdvice
@Order(0)
public final class InferenceErrors implements ResponseBodyAdvice<Object> {

    private static final String ROOT = "/v2";

    /** Returns whether a path belongs to the protocol. */
    public static boolean applyTo(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
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
        if (!(body instanceof ProblemDetail problem)
                || !(request instanceof ServletServerHttpRequest servlet)
                || !applyTo(path(servlet.getServletRequest()))) {
            return body;
        }
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        String detail = problem.getDetail();
        return new InferenceError(detail == null ? String.valueOf(problem.getTitle()) : detail);
    }

    /** Returns the path below that of the application; on the error page, that of the refused request. */
    private static String path(HttpServletRequest request) {
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String refused
                ? refused
                : request.getRequestURI();
        return path.substring(Math.min(path.length(), request.getContextPath().length()));
    }

    private record InferenceError(String error) {}
}
