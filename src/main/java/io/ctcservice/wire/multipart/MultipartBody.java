package io.ctcservice.wire.multipart;

import io.ctcservice.wire.UnreadableBodyException;
import io.ctcservice.wire.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code multipart/form-data} body part after part, in 64 KiB of memory. Strict: what the standard does not allow
 * is refused, transfer encodings are not undone. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a> and RFC 2046, section 5.1
 */
public final class MultipartBody {

    private static final int LONGEST_BOUNDARY = 70; // RFC 2046
    private static final int LONGEST_HEADERS = 8192;
    private static final byte[] LINE_BREAK = {'\r', '\n'};

    private final DelimitedStream stream;
    private final long length;
    private int partCount;
    private boolean ended;

    /**
     * @param in the body
     * @param boundary what the content type gives as boundary, unquoted; null if it gives none
     * @param length bytes of the body, negative if that is not known
     * @throws UnreadableBodyException if there is no usable boundary
     */
    public MultipartBody(InputStream in, @Nullable String boundary, long length) {
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw unreadable("a content type multipart/form-data without a boundary of 1 to 70 characters");
        }
        // the first boundary need not follow a line break, any other must
        byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        this.stream = new DelimitedStream(LINE_BREAK, in, delimiter);
        this.length = length < 0 ? Long.MAX_VALUE : length;
    }

    /** Returns the most bytes that can follow, {@link Long#MAX_VALUE} if that is not known. */
    long available() {
        return length == Long.MAX_VALUE ? length : Math.max(0, length - stream.consumed());
    }

    /**
     * Returns the next part, null where there is no other. What was not read of the part before is skipped.
     *
     * @throws UnreadableBodyException if the body does not go on as it should
     */
    @Nullable
    Part next() throws IOException {
        if (ended) {
            return null;
        }
        if (!stream.skipPiece()) {
            throw partCount == 0
                    ? unreadable("no part: the boundary of the content type is not in the body")
                    : unreadable("ends inside part " + partCount + "; expected the boundary of the content type");
        }
        partCount++;
        String rest = line(0);
        if (rest.startsWith("--")) {
            ended = true;
            return null;
        }
        if (!rest.isBlank()) {
            throw unreadable("text after a boundary, before part " + partCount);
        }
        return part(headers());
    }

    private Part part(Map<String, String> headers) {
        String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
        if (!encoding.equalsIgnoreCase("binary") && !encoding.equalsIgnoreCase("8bit")) {
            throw unreadable("part " + partCount + " in the transfer encoding " + encoding + "; expected none");
        }
        var parameters = Disposition.parameters(headers.get("content-disposition"))
                .filter(given -> given.containsKey("name"))
                .orElseThrow(() -> unreadable(
                        "part " + partCount + " without a name; expected Content-Disposition: form-data; name=\"…\""));
        return new Part(parameters.getOrDefault("name", ""), parameters.get("filename"), stream);
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        int size = 0;
        for (String line = line(size); !line.isEmpty(); line = line(size)) {
            size += line.length();
            int colon = line.indexOf(':');
            if (colon < 1 || Character.isWhitespace(line.charAt(0))) {
                throw unreadable("part " + partCount + " with a header line without a name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw unreadable("part " + partCount + " with two headers of the same name");
            }
        }
        return headers;
    }

    /** Reads up to a line break; the last boundary needs none after it. */
    private String line(int before) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = stream.read();
        while (next >= 0 && next != '\r') {
            if (before + line.size() == LONGEST_HEADERS) {
                throw unreadable("headers of part " + partCount + " longer than " + LONGEST_HEADERS + " bytes");
            }
            line.write(next);
            next = stream.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (!text.equals("--") && (next < 0 || stream.read() != '\n')) {
            throw unreadable("ends inside a line of the headers of part " + partCount);
        }
        return text;
    }

    private static UnreadableBodyException unreadable(String detail) {
        return new UnreadableBodyException(new Violation("", "multipart body: " + detail));
    }
}
