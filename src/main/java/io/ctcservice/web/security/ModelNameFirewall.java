package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * A firewall that lets encoded slashes through in names of models alone: OpenAI's clients encode those of
 * {@code owner/model}. Elsewhere two servers in a row may take such a path for different ones.
 */
final class ModelNameFirewall implements HttpFirewall {

    /** A part of a name between slashes, with whatever else is encoded in it. None begins with a dot, so that none leads out of the path. */
    private static final String STEP = "(?!\\.|%2e)(?:[^/%]|%(?!2f)[0-9a-f]{2})+";

    private static final Pattern NAMES =
            Pattern.compile("/v1/models/" + STEP + "(?:(?:/|%2f)" + STEP + ")+", Pattern.CASE_INSENSITIVE);

    private final StrictHttpFirewall usual = firewall();
    private final StrictHttpFirewall ofNames = firewall();

    ModelNameFirewall() {
        ofNames.setAllowUrlEncodedSlash(true);
    }

    /** Methods are for Spring MVC to refuse, with 405 and not with 400. */
    private static StrictHttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return (NAMES.matcher(path).matches() ? ofNames : usual).getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return usual.getFirewalledResponse(response);
    }
}
