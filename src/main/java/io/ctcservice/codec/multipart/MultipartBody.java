package io.ctcservice.codec.multipart;

import io.ctcservice.codec.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A parser of a {@code multipart/form-data} body in memory, part by part, without copies. Strict: what the standard
 * does not allow is refused, transfer encodings are not undone. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a> and RFC 2046, section 5.1
 */
public final class MultipartBody implements Parts {

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
        byte[] delimiting = PartHeaders.delimiter(boundary).getBytes(StandardCharsets.UTF_8);
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

    @Override
    public @Nullable Part next() {
        if (ended) {
            return null;
        }
        if (pieceEnd == end) {
            throw unreadable("no part: the boundary of the content type is not in the body");
        }
        position = pieceEnd + delimiter.length();
        pieceEnd = delimiter.find(bytes, position, end);
        partCount++;
        if (position + 1 < end && bytes[position] == '-' && bytes[position + 1] == '-') {
            ended = true; // whatever follows is no part of the form
            return null;
        }
        String rest = line(0);
        if (!rest.isBlank()) {
            throw unreadable("text after a boundary, before part " + partCount);
        }
        return part(PartHeaders.read(partCount, this::line));
    }

    private Part part(PartHeaders headers) {
        if (pieceEnd == end) {
            throw unreadable("ends inside part " + partCount + "; expected the boundary of the content type");
        }
        var content = ByteBuffer.wrap(bytes, position, pieceEnd - position).slice();
        return new PartInMemory(headers.name(), headers.filename(), content);
    }

    /** Reads up to a line break. */
    private String line(int before) {
        int start = position;
        while (position < pieceEnd && bytes[position] != '\r') {
            if (before + position - start == PartHeaders.LONGEST) {
                throw unreadable("headers of part " + partCount + " longer than " + PartHeaders.LONGEST + " bytes");
            }
            position++;
        }
        String text = new String(bytes, start, position - start, StandardCharsets.UTF_8);
        position += LINE_BREAK.length();
        if (position > pieceEnd || bytes[position - 1] != '\n') {
            throw unreadable("ends inside a line of the headers of part " + partCount);
        }
        return text;
    }

    private static UnreadableBodyException unreadable(String detail) {
        return PartHeaders.unreadable(detail);
    }

    /** A part whose content is a slice of the body. */
    private record PartInMemory(String name, @Nullable String filename, ByteBuffer content) implements Part {

        @Override
        public @Nullable ByteBuffer content(long most) {
            return content.remaining() > most ? null : content;
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(content.array(), content.arrayOffset(), content.remaining());
        }
    }
}
