package io.ctcservice.audio.mp3;

import io.ctcservice.audio.SoundFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A search for the frames of a file, which skips tags and other bytes between them. Memory: a few frames. Not thread-safe. */
final class Mp3Frames {

    private static final int TAG_BYTES = 10;
    private static final int MOST_GARBAGE = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 14];
    private int start = 0;
    private int end = 0;
    private @Nullable Mp3Header known;
    private boolean isCut = false;

    Mp3Frames(InputStream in) {
        this.in = in;
    }

    /** A frame: its header, and the position of its bytes, valid until the next search. */
    record Frame(Mp3Header header, int at) {}

    byte[] bytes() {
        return buffer;
    }

    /** Returns whether the last frame that was begun is not complete. */
    boolean isCut() {
        return isCut;
    }

    /** Returns the next frame; empty at the end. */
    Optional<Frame> next() throws IOException {
        int passed = 0;
        while (has(Mp3Header.BYTES)) {
            if (isTag()) {
                skipTag();
                continue;
            }
            var header = Mp3Header.of(buffer, start);
            if (header.isPresent() && isOne(header.get())) {
                known = header.get();
                int at = start;
                start += known.bytes();
                return Optional.of(new Frame(known, at));
            }
            isCut |= passed == 0 && known != null && header.filter(known::fits).isPresent();
            start++;
            if (++passed > MOST_GARBAGE) {
                throw SoundFormatException.unreadable("an MP3 file without a frame in " + MOST_GARBAGE + " bytes");
            }
        }
        return Optional.empty();
    }

    private boolean isTag() throws IOException {
        return buffer[start] == 'I' && buffer[start + 1] == 'D' && buffer[start + 2] == '3' && has(TAG_BYTES);
    }

    /** Skips an ID3v2 tag, which may hold megabytes of pictures. */
    private void skipTag() throws IOException {
        long length = 0;
        for (int i = 6; i < TAG_BYTES; i++) {
            length = (length << 7) | (buffer[start + i] & 0x7f);
        }
        boolean hasFooter = (buffer[start + 5] & 0x10) != 0;
        long left = length + TAG_BYTES + (hasFooter ? TAG_BYTES : 0);
        int here = (int) Math.min(left, end - start);
        start += here;
        try {
            in.skipNBytes(left - here);
        } catch (EOFException cut) {
            throw SoundFormatException.unreadable("the MP3 file ends inside its tag");
        }
    }

    /** Returns whether this is the header of a first frame: the next one, or the end of the file, follows where it should. */
    private boolean isOne(Mp3Header header) throws IOException {
        if (known != null && !known.fits(header)) {
            return false;
        }
        if (!has(header.bytes())) {
            return false; // cut off: ffmpeg leaves it out, too
        }
        if (known != null || !has(header.bytes() + Mp3Header.BYTES)) {
            return true;
        }
        return Mp3Header.of(buffer, start + header.bytes()).filter(header::fits).isPresent();
    }

    private boolean has(int count) throws IOException {
        if (end - start >= count) {
            return true;
        }
        if (start + count > buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        end += in.readNBytes(buffer, end, buffer.length - end);
        return end - start >= count;
    }
}
