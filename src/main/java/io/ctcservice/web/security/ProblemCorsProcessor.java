package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** A CORS processor with Spring's rules, whose refusals are problem documents. */
final class ProblemCorsProcessor extends DefaultCorsProcessor {

    static final String REFUSAL =
            "a web page of another origin may not do this; origins are named in ctc.security.allowed-origins";

    private final HandlerExceptionResolver resolver;

    ProblemCorsProcessor(HandlerExceptionResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration configuration, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean isVain = configuration == null && CorsUtils.isPreFlightRequest(request); // Spring answers with 200
        boolean isLetIn = !isVain && super.processRequest(configuration, request, response);
        if (!isLetIn) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, REFUSAL);
            resolver.resolveException(
                    request, response, null, new ErrorResponseException(HttpStatus.FORBIDDEN, problem, null));
        }
        return isLetIn;
    }

    /** Does nothing: the problem was written above, where the request is known. */
    @Override
    protected void rejectRequest(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.FORBIDDEN);
    }
}
