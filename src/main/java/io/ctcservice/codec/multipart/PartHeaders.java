package io.ctcservice.codec.multipart;

import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a part.
 *
 * @param name the field
 * @param filename what the client calls the file, null if it does not
 */
record PartHeaders(String name, @Nullable String filename) {

    /** The most bytes that the headers of a part may have. */
    static final int LONGEST = 8192;

    private static final int LONGEST_BOUNDARY = 70; // RFC 2046

    /** A source of lines. */
    interface Lines<X extends Exception> {
        /**
         * Returns the next line, without its end.
         *
         * @param before how many bytes of headers there were
         */
        String line(int before) throws X;
    }

    /**
     * Reads headers up to the empty line after them.
     *
     * @param part the number of the part, from 1, for refusals
     */
    static <X extends Exception> PartHeaders read(int part, Lines<X> lines) throws X {
        var headers = new HashMap<String, String>();
        int size = 0;
        for (String line = lines.line(size); !line.isEmpty(); line = lines.line(size)) {
            size += line.length();
            int colon = line.indexOf(':');
            if (colon < 1 || Character.isWhitespace(line.charAt(0))) {
                throw unreadable("part " + part + " with a header line without a name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw unreadable("part " + part + " with two headers of the same name");
            }
        }
        return of(part, headers);
    }

    private static PartHeaders of(int part, Map<String, String> headers) {
        String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
        if (!encoding.equalsIgnoreCase("binary") && !encoding.equalsIgnoreCase("8bit")) {
            throw unreadable("part " + part + " in the transfer encoding " + encoding + "; expected none");
        }
        var parameters = Disposition.parameters(headers.get("content-disposition"))
                .filter(given -> given.containsKey("name"))
                .orElseThrow(() -> unreadable(
                        "part " + part + " without a name; expected Content-Disposition: form-data; name=\"…\""));
        return new PartHeaders(parameters.getOrDefault("name", ""), parameters.get("filename"));
    }

    /**
     * Returns the delimiter of parts.
     *
     * @param boundary what the content type gives as boundary, unquoted; null if it gives none
     * @throws UnreadableBodyException if there is no usable boundary
     */
    static String delimiter(@Nullable String boundary) {
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw unreadable("a content type multipart/form-data without a boundary of 1 to 70 characters");
        }
        return "\r\n--" + boundary;
    }

    static UnreadableBodyException unreadable(String detail) {
        return new UnreadableBodyException(new Violation("", "multipart body: " + detail));
    }
}
