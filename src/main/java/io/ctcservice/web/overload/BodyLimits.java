package io.ctcservice.web.overload;

import io.ctcservice.codec.oip.InferenceReader;
import io.ctcservice.request.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How large the body of a request may be: what is configured for its kind, and never more than fits in memory. */
@Component
final class BodyLimits {

    private final Limits limits;
    private final long bytesInFlight;

    BodyLimits(Limits limits, Capacity capacity) {
        this.limits = limits;
        this.bytesInFlight = capacity.bytes();
    }

    BodyLimit of(HttpServletRequest request) {
        var type = request.getContentType();
        boolean json = request.getHeader(InferenceReader.LENGTH_HEADER) == null
                && (type == null || type.toLowerCase(Locale.ROOT).contains("json"));
        long configured = (json ? limits.jsonBody() : limits.binaryBody()).toBytes();
        return configured <= bytesInFlight
                ? new BodyLimit(configured, json ? "ctc.limits.json-body" : "ctc.limits.binary-body")
                : new BodyLimit(bytesInFlight, "ctc.overload.bytes-in-flight");
    }

    /**
     * A limit and the setting it comes from.
     *
     * @param bytes the most that a body may have
     * @param setting its name
     */
    record BodyLimit(long bytes, String setting) {}
}
