package io.ctcservice.system;

import java.util.HashMap;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads {@code Accept} without its charsets: JSON has none (RFC 8259, 8.1), and no answer comes in another than UTF-8. */
@Configuration(proxyBeanMethods = false)
class AcceptedTypes implements WebMvcConfigurer {

    private static final String CHARSET = "charset";

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.strategies(List.of(new WithoutCharset()));
    }

    private static final class WithoutCharset extends HeaderContentNegotiationStrategy {

        @Override
        public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
            return super.resolveMediaTypes(request).stream()
                    .map(WithoutCharset::withoutCharset)
                    .toList();
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
