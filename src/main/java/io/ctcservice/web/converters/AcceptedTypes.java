package io.ctcservice.web.converters;

import jakarta.servlet.RequestDispatcher;
import java.util.HashMap;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The handling of {@code Accept} without charsets: JSON has none (RFC 8259, 8.1), and all responses are in UTF-8. Types
 * of quality 0 are not acceptable, see {@link RefusedTypes}. A header that cannot be read is refused, with a problem
 * document: for errors it counts as {@code *}{@code /*}.
 */
@Configuration(proxyBeanMethods = false)
class AcceptedTypes implements WebMvcConfigurer {

    private static final String FAILED = AcceptedTypes.class.getName() + ".failed";
    private static final String CHARSET = "charset";

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.strategies(List.of(new WithoutCharset()));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ResponseFormResolver(new WithoutCharset()));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RefusedTypes());
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst((request, response, handler, thrown) -> {
            request.setAttribute(FAILED, true);
            return null;
        });
    }

    private static final class WithoutCharset extends HeaderContentNegotiationStrategy {

        @Override
        public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
            return read(request).stream()
                    .filter(type -> !RefusedTypes.isRefused(type))
                    .map(WithoutCharset::withoutCharset)
                    .toList();
        }

        private List<MediaType> read(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
            try {
                return super.resolveMediaTypes(request);
            } catch (HttpMediaTypeNotAcceptableException unreadable) {
                if (isAboutAnError(request)) {
                    return MEDIA_TYPE_ALL_LIST;
                }
                throw unreadable;
            }
        }

        private static boolean isAboutAnError(NativeWebRequest request) {
            return request.getAttribute(FAILED, RequestAttributes.SCOPE_REQUEST) != null
                    || request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE, RequestAttributes.SCOPE_REQUEST)
                            != null;
        }

        private static MediaType withoutCharset(MediaType type) {
            if (type.getParameter(CHARSET) == null) {
                return type;
            }
            var parameters = new HashMap<>(type.getParameters());
            parameters.keySet().removeIf(CHARSET::equalsIgnoreCase);
            return new MediaType(type, parameters);
        }
    }
}
