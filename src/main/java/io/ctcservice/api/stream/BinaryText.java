package io.ctcservice.api.stream;

import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.JsonErrors;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A check of binary messages for JSON that was to be a text message: as samples it would be lost, and its client would wait. */
final class BinaryText {

    /** One field at least; samples would be such bytes once in years. */
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"[A-Za-z_]+\"\\s*:[^\\x00-\\x08]+}\\s*");

    private static final int LONGEST = 1 << 16;

    private BinaryText() {}

    /**
     * Checks that a message is no JSON object.
     *
     * @throws UnreadableBodyException if it is
     */
    static void requireNone(byte[] message) {
        if (message.length == 0 || message.length > LONGEST || message[0] != '{') {
            return;
        }
        String text = new String(message, StandardCharsets.UTF_8);
        if (OBJECT.matcher(text).matches()) {
            throw new UnreadableBodyException(new Violation(
                    "", JsonErrors.excerpt(text) + " in a binary message; expected it in a text message"));
        }
    }
}
