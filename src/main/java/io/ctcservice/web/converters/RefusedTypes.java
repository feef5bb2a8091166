package io.ctcservice.web.converters;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * An interceptor that withdraws from a handler method the media types that the client refuses by {@code q=0}. Spring, which
 * knows nothing of that, would choose them where a wildcard includes them, too.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1: the most specific range counts</a>
 */
final class RefusedTypes implements HandlerInterceptor {

    private static final Comparator<MediaType> BY_SPECIFICITY = Comparator.comparing(
                    (MediaType range) -> !range.isWildcardType())
            .thenComparing(range -> !range.isWildcardSubtype())
            .thenComparingDouble(MediaType::getQualityValue);

    /** Returns whether a range of {@code Accept} says what is not acceptable. */
    static boolean isRefused(MediaType range) {
        return range.getQualityValue() == 0;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) instanceof Collection<?> producible) {
            // readable, since the handler method was found by it
            var ranges = MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
            if (ranges.stream().anyMatch(RefusedTypes::isRefused)) {
                var types = producible.stream().map(MediaType.class::cast).toList();
                request.setAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, acceptable(types, ranges));
            }
        }
        return true;
    }

    private static Collection<MediaType> acceptable(List<MediaType> types, List<MediaType> ranges)
            throws HttpMediaTypeNotAcceptableException {
        var acceptable = new LinkedHashSet<>(types);
        acceptable.removeIf(type -> ranges.stream()
                .filter(range -> range.includes(type))
                .max(BY_SPECIFICITY)
                .filter(RefusedTypes::isRefused)
                .isPresent());
        if (acceptable.isEmpty()) {
            throw new HttpMediaTypeNotAcceptableException(types);
        }
        return acceptable;
    }
}
