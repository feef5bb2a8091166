package io.ctcservice.codec.multipart;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parser of the Content-Disposition header of a part: {@code form-data; name="…"; filename="…"}. In quotes, a
 * backslash escapes a quote or a backslash.
 */
final class Disposition {

    private static final String TYPE = "form-data";

    private final String text;
    private int at;

    private Disposition(String text) {
        this.text = text;
    }

    /** Returns the parameters of the header by name, empty if it is not that of a form's part. */
    static Optional<Map<String, String>> parameters(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, TYPE, 0, TYPE.length())) {
            return Optional.empty();
        }
        var disposition = new Disposition(header.substring(TYPE.length()));
        var parameters = new HashMap<String, String>();
        while (disposition.hasMore()) {
            if (!disposition.readInto(parameters)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private boolean hasMore() {
        skipBlanks();
        return at < text.length();
    }

    /** Reads {@code ; name=value}; returns whether it was there, and for the first time. */
    private boolean readInto(Map<String, String> parameters) {
        if (text.charAt(at++) != ';') {
            return false;
        }
        skipBlanks();
        int equals = text.indexOf('=', at);
        if (equals <= at) {
            return false;
        }
        String name = text.substring(at, equals).strip();
        at = equals + 1;
        skipBlanks();
        String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
        return value != null && parameters.put(name, value) == null;
    }

    private @Nullable String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '"') {
                at++;
                return value.toString();
            }
            if (next == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
            }
            value.append(text.charAt(at));
        }
        return null;
    }

    private String token() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ';') {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
