package io.ctcservice.codec.multipart;

import io.ctcservice.codec.UnreadableBodyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A parser of a {@code multipart/form-data} body while it arrives; only a buffer is held in memory. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 */
public final class MultipartStream implements Parts {

    private static final int BUFFERED = 1 << 16;

    private final InputStream in;
    private final Delimiter delimiter;
    private final byte[] buffer = new byte[BUFFERED];
    private int position;
    private int end;
    private int delimiterAt; // in the buffer; end if none is known to be there
    private boolean inputEnded;
    private boolean ended;
    private int partCount;

    /**
     * @param boundary what the content type gives as boundary, unquoted; null if it gives none
     * @throws UnreadableBodyException if there is no usable boundary
     */
    public MultipartStream(InputStream in, @Nullable String boundary) {
        this.in = in;
        this.delimiter = new Delimiter(PartHeaders.delimiter(boundary).getBytes(StandardCharsets.UTF_8));
        buffer[0] = '\r'; // the first boundary need not follow a line break
        buffer[1] = '\n';
        this.end = 2;
        this.delimiterAt = end;
    }

    @Override
    public @Nullable Part next() throws IOException {
        if (ended) {
            return null;
        }
        while (!isAtDelimiter()) {
            position = safeEnd();
            if (!isAtDelimiter() && !fill() && !isAtDelimiter()) {
                throw PartHeaders.unreadable(
                        partCount == 0
                                ? "no part: the boundary of the content type is not in the body"
                                : "ends inside part " + partCount + "; expected the boundary of the content type");
            }
        }
        position += delimiter.length();
        delimiterAt = end;
        partCount++;
        if (isLastDelimiter()) {
            ended = true; // whatever follows is no part of the form
            return null;
        }
        String rest = line(0);
        if (!rest.isBlank()) {
            throw PartHeaders.unreadable("text after a boundary, before part " + partCount);
        }
        var headers = PartHeaders.<IOException>read(partCount, this::line);
        delimiterAt = delimiter.find(buffer, position, end);
        return new PartOnItsWay(headers.name(), headers.filename(), new Content(partCount));
    }

    private boolean isAtDelimiter() {
        return delimiterAt < end && delimiterAt == position;
    }

    private boolean isLastDelimiter() throws IOException {
        while (position + 1 >= end) {
            if (!fill()) {
                return false;
            }
        }
        return buffer[position] == '-' && buffer[position + 1] == '-';
    }

    /** Returns the end of the bytes that surely contain no delimiter. */
    private int safeEnd() {
        return delimiterAt < end ? delimiterAt : Math.max(position, end - delimiter.length() + 1);
    }

    /** Reads more after what is left in the buffer; returns whether there was any. */
    private boolean fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, end - position);
            end -= position;
            position = 0;
        }
        int read = inputEnded ? -1 : in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            inputEnded = true;
            delimiterAt = delimiter.find(buffer, position, end);
            return false;
        }
        end += read;
        delimiterAt = delimiter.find(buffer, position, end);
        return true;
    }

    /** Reads up to a line break. */
    private String line(int before) throws IOException {
        for (int length = 0; ; length++) {
            if (before + length > PartHeaders.LONGEST) {
                throw PartHeaders.unreadable(
                        "headers of part " + partCount + " longer than " + PartHeaders.LONGEST + " bytes");
            }
            while (position + length + 1 >= end) {
                if (!fill()) {
                    throw PartHeaders.unreadable("ends inside a line of the headers of part " + partCount);
                }
            }
            if (buffer[position + length] == '\r') {
                String text = new String(buffer, position, length, StandardCharsets.UTF_8);
                if (buffer[position + length + 1] != '\n') {
                    throw PartHeaders.unreadable("ends inside a line of the headers of part " + partCount);
                }
                position += length + 2;
                return text;
            }
        }
    }

    /** The content of a part, up to its delimiter. */
    private final class Content extends InputStream {

        private final int part;

        Content(int part) {
            this.part = part;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (true) {
                if (part != partCount || isAtDelimiter()) {
                    return -1;
                }
                int count = Math.min(length, safeEnd() - position);
                if (count > 0) {
                    System.arraycopy(buffer, position, target, offset, count);
                    position += count;
                    return count;
                }
                if (!fill() && !isAtDelimiter()) {
                    throw PartHeaders.unreadable(
                            "ends inside part " + part + "; expected the boundary of the content type");
                }
            }
        }
    }

    /** A part that is still arriving. */
    private record PartOnItsWay(String name, @Nullable String filename, InputStream stream) implements Part {

        @Override
        public @Nullable ByteBuffer content(long most) throws IOException {
            int room = (int) Math.min(most, Integer.MAX_VALUE - 8);
            byte[] bytes = stream.readNBytes(room);
            return stream.read() < 0 ? ByteBuffer.wrap(bytes) : null;
        }
    }
}
