package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;

/**
 * The origins of web pages that may open a WebSocket. CORS does not apply to WebSockets: a browser opens them for any page,
 * so the server has to refuse. Immutable.
 */
@Component
public final class Origins {

    private static final Pattern ORIGIN = Pattern.compile("\\*|null|[A-Za-z][A-Za-z0-9+.-]*://[^/?#@*\\s]+/?");

    private final CorsConfiguration allowed = new CorsConfiguration();

    Origins(Access access) {
        requireOrigins(access.allowedOrigins());
        allowed.setAllowedOrigins(access.allowedOrigins());
    }

    /** Stops the start where an origin is none that a browser could send. */
    private static void requireOrigins(List<String> origins) {
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new InvalidConfigurationPropertyValueException(
                        "ctc.security.allowed-origins",
                        origin,
                        "expected origins such as https://lab.example or http://localhost:3000, without a path, or *"
                                + " for all, found \"" + origin + "\"");
            }
        }
    }

    /**
     * Checks that a request comes from no web page, from one of this service, or from one of
     * {@code ctc.security.allowed-origins}.
     *
     * @throws ErrorResponseException with 403 if not
     */
    public void require(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null
                && CorsUtils.isCorsRequest(request)
                && !isOfThisHost(origin, request.getHeader(HttpHeaders.HOST))
                && allowed.checkOrigin(origin) == null) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, ProblemCorsProcessor.REFUSAL);
            throw new ErrorResponseException(HttpStatus.FORBIDDEN, problem, null);
        }
    }

    /** Returns whether a page was loaded from the host that it calls, as far as the proxy that ended its TLS lets one see. */
    private static boolean isOfThisHost(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }
}
