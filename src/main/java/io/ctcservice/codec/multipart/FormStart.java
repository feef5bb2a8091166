package io.ctcservice.codec.multipart;

import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The start of a form, up to the headers of its second part: they show what kind of files the form brings before one
 * of them is read. Not thread-safe.
 */
public final class FormStart {

    private static final int FIRST_READ = 1 << 16;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final String LINE_BREAK = "\r\n";

    private final InputStream in;
    private final Delimiter boundary;
    private final Delimiter endOfHeaders = new Delimiter((LINE_BREAK + LINE_BREAK).getBytes(StandardCharsets.US_ASCII));
    private byte[] bytes = LINE_BREAK.getBytes(StandardCharsets.US_ASCII); // the first boundary need not follow one
    private int length = bytes.length;

    /**
     * @param in the form
     * @param boundary what the content type gives as boundary, unquoted; null if it gives none
     * @throws UnreadableBodyException if there is no usable boundary
     */
    public FormStart(InputStream in, @Nullable String boundary) {
        this.in = in;
        this.boundary = new Delimiter(PartHeaders.delimiter(boundary).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the name of the part after the one of the name {@code first}, or that of the first part where this is another; null
     * where there is none, or its headers cannot be read.
     *
     * @param most the most bytes that the first part may have
     * @throws PartTooLargeException if it has more
     */
    public @Nullable String nameAfter(String first, long most) throws IOException {
        int start = find(boundary, 0, FIRST_READ);
        String name = name(start);
        if (!first.equals(name)) {
            return name;
        }
        int content = start + boundary.length();
        int end = find(boundary, content, most + PartHeaders.LONGEST);
        if (end == length && length - content > most + PartHeaders.LONGEST) {
            throw new PartTooLargeException("a part \"" + first + "\"", DataSize.ofBytes(most));
        }
        return name(end);
    }

    /** Returns all of the form, to be read once. */
    public InputStream form() {
        int added = LINE_BREAK.length();
        return new SequenceInputStream(new ByteArrayInputStream(bytes, added, length - added), in);
    }

    /** Returns where a delimiter begins; {@code length} if there is none, at least none within so many bytes. */
    private int find(Delimiter delimiter, int from, long within) throws IOException {
        int found = delimiter.find(bytes, from, length);
        while (found == length && length - from <= within) {
            int searched = length;
            if (!readOn()) {
                return length;
            }
            found = delimiter.find(bytes, Math.max(from, searched - delimiter.length() + 1), length);
        }
        return found;
    }

    private boolean readOn() throws IOException {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.clamp(2L * length, FIRST_READ, LONGEST_ARRAY));
        }
        int got = in.readNBytes(bytes, length, bytes.length - length);
        length += got;
        return got > 0;
    }

    /** Returns the name of the part after the boundary that begins here. */
    private @Nullable String name(int start) throws IOException {
        int from = start + boundary.length();
        int end = start == length ? length : find(endOfHeaders, from, PartHeaders.LONGEST);
        if (end == length) {
            return null;
        }
        var lines = (new String(bytes, from, end - from, StandardCharsets.UTF_8) + LINE_BREAK).split(LINE_BREAK, -1);
        if (!lines[0].isBlank()) {
            return null;
        }
        try {
            var rest = Arrays.asList(lines).listIterator(1);
            return PartHeaders.<RuntimeException>read(1, before -> rest.next()).name();
        } catch (UnreadableBodyException bad) {
            return null; // the parser of the form will say so
        }
    }
}
