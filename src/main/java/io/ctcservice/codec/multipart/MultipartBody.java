package io.ctcservice.codec.multipart;

import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a {@code multipart/form-data} body apart, part after part, and copies none of it. Strict: what the standard does
 * not allow is refused, transfer encodings are not undone. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a> and RFC 2046, section 5.1
 */
public final class MultipartBody {

    private static final int LONGEST_BOUNDARY = 70; // RFC 2046
    private static final int LONGEST_HEADERS = 8192;
    private static final String LINE_BREAK = "\r\n";

    private final byte[] bytes;
    private final int end;
    private final Delimiter delimiter;
    private int position;
    private int pieceEnd; // where the next delimiter begins, the end if there is none
    private int partCount;
    private boolean ended;

    /**
     * @param body all of it; the parts are pieces of its array
     * @param boundary what the content type gives as boundary, unquoted; null if it gives none
     * @throws UnreadableBodyException if there is no usable boundary
     */
    public MultipartBody(ByteBuffer body, @Nullable String boundary) {
        if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
            throw unreadable("a content type multipart/form-data without a boundary of 1 to 70 characters");
        }
        byte[] delimiting = (LINE_BREAK + "--" + boundary).getBytes(StandardCharsets.UTF_8);
        this.bytes = body.array();
        this.position = body.arrayOffset() + body.position();
        this.end = position + body.remaining();
        this.delimiter = new Delimiter(delimiting);
        this.pieceEnd = startsWithBoundary(delimiting)
                ? position - LINE_BREAK.length() // the first boundary need not follow a line break, any other must
                : delimiter.find(bytes, position, end);
    }

    private boolean startsWithBoundary(byte[] delimiting) {
        int length = delimiting.length - LINE_BREAK.length();
        return position + length <= end
                && Arrays.equals(
                        bytes, position, position + length, delimiting, LINE_BREAK.length(), delimiting.length);
    }

    /**
     * Returns the next part, null where there is no other.
     *
     * @throws UnreadableBodyException if the body does not go on as it should
     */
    @Nullable
    public Part next() {
        if (ended) {
            return null;
        }
        if (pieceEnd == end) {
            throw unreadable("no part: the boundary of the content type is not in the body");
        }
        position = pieceEnd + delimiter.length();
        pieceEnd = delimiter.find(bytes, position, end);
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
        if (pieceEnd == end) {
            throw unreadable("ends inside part " + partCount + "; expected the boundary of the content type");
        }
        var content = ByteBuffer.wrap(bytes, position, pieceEnd - position).slice();
        return new Part(parameters.getOrDefault("name", ""), parameters.get("filename"), content);
    }

    private Map<String, String> headers() {
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
    private String line(int before) {
        int start = position;
        while (position < pieceEnd && bytes[position] != '\r') {
            if (before + position - start == LONGEST_HEADERS) {
                throw unreadable("headers of part " + partCount + " longer than " + LONGEST_HEADERS + " bytes");
            }
            position++;
        }
        String text = new String(bytes, start, position - start, StandardCharsets.UTF_8);
        position += LINE_BREAK.length();
        if (!text.equals("--") && (position > pieceEnd || bytes[position - 1] != '\n')) {
            throw unreadable("ends inside a line of the headers of part " + partCount);
        }
        return text;
    }

    private static UnreadableBodyException unreadable(String detail) {
        return new UnreadableBodyException(new Violation("", "multipart body: " + detail));
    }
}
