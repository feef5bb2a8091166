package io.ctcservice.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The response header for warnings, used where the body is not JSON and has no place for them. */
public final class WarningHeader {

    /** The name of the header. */
    public static final String NAME = "X-Ctc-Warnings";

    /** The most bytes of the header: servers and proxies accept some 8 KB of headers in all. */
    private static final int MOST_BYTES = 4096;

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private WarningHeader() {}

    /**
     * Returns the value of the header: the warnings as JSON in ASCII, or only their number where that is too long;
     * empty if there are none.
     */
    public static Optional<String> value(List<Warning> warnings) {
        if (warnings.isEmpty()) {
            return Optional.empty();
        }
        byte[] json = ASCII.writeValueAsBytes(warnings);
        return Optional.of(
                json.length <= MOST_BYTES
                        ? new String(json, StandardCharsets.US_ASCII)
                        : Integer.toString(Warnings.count(warnings)));
    }

    /** Returns a response of status 200 with this body, and with the header if there are warnings. */
    public static <T> ResponseEntity<T> on(T body, Warnings warnings) {
        var response = ResponseEntity.ok();
        value(warnings.list()).ifPresent(value -> response.header(NAME, value));
        return response.body(body);
    }
}
