package io.ctcservice.web.problems;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.codec.npy.NpyReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * An interceptor that refuses a query on requests that are read from the body alone, where it would have no effect.
 * Clients of the Open Inference Protocol may add any query, as other servers of that protocol allow.
 */
@Component
final class UnusedQueryInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null
                && handler instanceof HandlerMethod method
                && isAllInTheBody(method)
                && !isFile(request.getContentType())) {
            var violations = request.getParameterMap().keySet().stream()
                    .map(
                            name -> new Violation(
                                    "/" + JsonErrors.excerpt(name),
                                    "a parameter in the query; expected none there: the fields of this request stand in its body"))
                    .toList();
            if (!violations.isEmpty()) {
                throw new RefusedRequestException(violations);
            }
        }
        return true;
    }

    /** Returns whether the body is a file, whose request fields are query parameters. */
    private static boolean isFile(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        return Stream.of(NpyReader.MEDIA_TYPE, "audio/", "image/").anyMatch(type::startsWith);
    }

    private static boolean isAllInTheBody(HandlerMethod method) {
        var parameters = method.getMethodParameters();
        return Stream.of(parameters).anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                && Stream.of(parameters).noneMatch(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                && !method.getBeanType().getPackageName().endsWith(".inference");
    }
}
