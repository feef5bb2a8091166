package io.ctcservice.web.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * An interceptor that refuses a {@code Content-Type} with a wildcard, such as {@code audio/*}: where a handler takes a range of
 * types, Spring would fail on it.
 */
@Component
final class ContentTypeInterceptor implements WebMvcConfigurer, HandlerInterceptor {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotSupportedException {
        String type = request.getContentType();
        if (type != null && type.contains("*")) {
            requireConcrete(type);
        }
        return true;
    }

    private static void requireConcrete(String type) throws HttpMediaTypeNotSupportedException {
        try {
            var parsed = MediaType.parseMediaType(type);
            if (!parsed.isConcrete()) {
                var refused = new HttpMediaTypeNotSupportedException(parsed, List.of());
                refused.getBody()
                        .setDetail("Content-Type '" + parsed + "' is a range of types; expected one of them, such as "
                                + (parsed.getType().equals("image") ? MediaType.IMAGE_PNG : "audio/wav")
                                + ": which one a file really has is detected from its bytes");
                throw refused;
            }
        } catch (InvalidMediaTypeException unread) {
            // where it is of interest, the request has been refused for it
        }
    }
}
