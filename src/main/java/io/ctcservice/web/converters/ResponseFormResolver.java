package io.ctcservice.web.converters;

import io.ctcservice.request.ResponseForm;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * A resolver that gives a handler method the form that the client prefers of those that it produces, by Spring's rules.
 */
final class ResponseFormResolver implements HandlerMethodArgumentResolver {

    private final ContentNegotiationStrategy accepted;

    ResponseFormResolver(ContentNegotiationStrategy accepted) {
        this.accepted = accepted;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ResponseForm.class;
    }

    @Override
    public ResponseForm resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws HttpMediaTypeNotAcceptableException {
        List<MediaType> producible = producible(request);
        for (MediaType wanted : accepted.resolveMediaTypes(request)) {
            for (MediaType offered : producible) {
                if (wanted.includes(offered)) {
                    return ResponseForm.of(offered).orElseThrow(() -> new IllegalStateException(offered.toString()));
                }
            }
        }
        throw new HttpMediaTypeNotAcceptableException(producible);
    }

    /**
     * Returns the media types that the handler method produces and the client accepts, in the order of the method's
     * annotation.
     */
    private static List<MediaType> producible(NativeWebRequest request) {
        var types =
                request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return types instanceof Collection<?> all
                ? all.stream().map(MediaType.class::cast).toList()
                : List.of();
    }
}
