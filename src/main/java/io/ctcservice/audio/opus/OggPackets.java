package io.ctcservice.audio.opus;

import io.ctcservice.audio.SoundFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The packets of the first stream in an Ogg file; other streams are skipped. Pages are held against their checksums.
 * Memory: a page and a packet. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3533">RFC 3533</a>
 */
final class OggPackets {

    private static final int HEADER_BYTES = 27;
    private static final int CONTINUED = 1;
    private static final int BEGINNING = 2;
    private static final int END = 4;
    private static final int[] CRC = crc();

    private final InputStream in;
    private final int longest;
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private byte[] lacing = new byte[0];
    private byte[] body = new byte[0];
    private int segment = 0;
    private int at = 0;
    private int flags = 0;
    private long granule = 0;
    private int serial = 0;
    private boolean isChosen = false;
    private boolean hasSound = false; // whether there was a page of the chosen stream behind its headers

    /** @param longest bytes of a packet that is taken */
    OggPackets(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    private static int[] crc() {
        var table = new int[256];
        for (int i = 0; i < 256; i++) {
            int remainder = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder << 1) ^ (remainder < 0 ? 0x04c11db7 : 0);
            }
            table[i] = remainder;
        }
        return table;
    }

    /** Returns the next packet, or null at the end. */
    byte @Nullable [] next() throws IOException {
        packet.reset();
        while (true) {
            while (segment < lacing.length) {
                int length = lacing[segment++] & 0xff;
                if (packet.size() + length > longest) {
                    throw SoundFormatException.unreadable("an Ogg packet of more than " + longest + " bytes");
                }
                packet.write(body, at, length);
                at += length;
                if (length < 255) {
                    return packet.toByteArray();
                }
            }
            if (!readPage()) {
                return null; // the end; a packet that was begun is no packet
            }
            if ((flags & CONTINUED) == 0) {
                packet.reset();
            }
        }
    }

    /** Returns whether no further packet ends on the page of the last one. */
    boolean isLastOfPage() {
        for (int i = segment; i < lacing.length; i++) {
            if ((lacing[i] & 0xff) < 255) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the page of the last packet, or at the end of the file the last one, is the last of the stream. */
    boolean isOnLastPage() {
        return (flags & END) != 0;
    }

    /** Returns the granule position of the page of the last packet: the number of samples up to its end. */
    long granule() {
        return granule;
    }

    private boolean readPage() throws IOException {
        while (true) {
            byte[] header = in.readNBytes(HEADER_BYTES);
            if (header.length == 0) {
                return false;
            }
            var fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            require(header.length == HEADER_BYTES, "the Ogg file ends inside a page");
            require(fields.getInt(0) == 0x5367674f && header[4] == 0, "something else than an Ogg page");
            byte[] sizes = in.readNBytes(header[26] & 0xff);
            int length = 0;
            for (byte size : sizes) {
                length += size & 0xff;
            }
            byte[] content = in.readNBytes(length);
            require(sizes.length == (header[26] & 0xff) && content.length == length, "the Ogg file ends inside a page");
            int expected = fields.getInt(22);
            fields.putInt(22, 0);
            require(crc(crc(crc(0, header), sizes), content) == expected, "an Ogg page with a wrong checksum");
            if (isWanted(header[5], fields.getInt(14), fields.getLong(6))) {
                lacing = sizes;
                body = content;
                segment = 0;
                at = 0;
                flags = header[5];
                granule = fields.getLong(6);
                return true;
            }
        }
    }

    /**
     * Returns whether a page belongs to the stream that is read: the first one, and after it the next that begins. One
     * that begins before there was sound is beside it, not after it; the page that says that a stream ends may be
     * missing, as where a radio station was cut off.
     */
    private boolean isWanted(int pageFlags, int pageSerial, long pageGranule) {
        boolean begins = (pageFlags & BEGINNING) != 0;
        if (begins && (!isChosen || hasSound || (flags & END) != 0)) {
            serial = pageSerial;
            isChosen = true;
            hasSound = false;
        }
        boolean isWanted = isChosen && pageSerial == serial;
        hasSound |= isWanted && !begins && pageGranule > 0;
        return isWanted;
    }

    private static int crc(int before, byte[] bytes) {
        int sum = before;
        for (byte next : bytes) {
            sum = (sum << 8) ^ CRC[(sum >>> 24) ^ (next & 0xff)];
        }
        return sum;
    }

    private static void require(boolean condition, String complaint) throws SoundFormatException {
        if (!condition) {
            throw SoundFormatException.unreadable(complaint);
        }
    }
}
