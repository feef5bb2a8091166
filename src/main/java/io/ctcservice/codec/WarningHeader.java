package io.ctcservice.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The header that brings the warnings of an answer which has no JSON of its own to put them into. */
public final class WarningHeader {

    /** Its name. */
    public static final String NAME = "X-Ctc-Warnings";

    /** Servers and proxies take some 8 KB of headers in all. */
    private static final int MOST_BYTES = 4096;

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private WarningHeader() {}

    /** Returns its value: the warnings as JSON in ASCII, or only their number where that is too long; empty without any. */
    public static Optional<String> value(List<Warning> warnings) {
        if (warnings.isEmpty()) {
            return Optional.empty();
        }
        byte[] json = ASCII.writeValueAsBytes(warnings);
        return Optional.of(
                json.length <= MOST_BYTES
                        ? new String(json, StandardCharsets.US_ASCII)
                        : Integer.toString(warnings.size()));
    }

    /** Returns an answer of 200 with this body, and with the header where there are warnings. */
    public static <T> ResponseEntity<T> on(T body, Warnings warnings) {
        var answer = ResponseEntity.ok();
        value(warnings.list()).ifPresent(value -> answer.header(NAME, value));
        return answer.body(body);
    }
}
