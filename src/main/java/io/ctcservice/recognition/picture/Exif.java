package io.ctcservice.recognition.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A reader of the one field of Exif that changes how a picture is read. Truncated or invalid Exif is
 * ignored: it is not needed to decode the pixels.
 *
 * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif 3.0</a>, orientation
 */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;
    private static final int BYTES_OF_AN_ENTRY = 12;
    private static final byte[] MARK = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int PNG_SIGNATURE = 8;
    private static final int PNG_CHUNK = 12; // size, name and checksum

    private Exif() {}

    /** Returns the orientation of a PNG or JPEG file; upright if it states none. */
    static Orientation orientation(byte[] file) {
        boolean isPng = file.length > 1 && file[1] == 'P';
        return (isPng ? inPng(file) : inJpeg(file)).orElse(Orientation.UPRIGHT);
    }

    /** Reads the segments before the pixels, the first of which that is Exif counts. */
    private static Optional<Orientation> inJpeg(byte[] file) {
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                at += marker == 0xff ? 1 : 2; // a fill byte, or a marker without content
                continue;
            }
            int end = at + 2 + (((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff));
            if (marker == 0xda || marker == 0xd9 || end < at + 4 || end > file.length) {
                break; // the pixels, the end, or a truncated file
            }
            var content = ByteBuffer.wrap(file, at + 4, end - at - 4).slice();
            if (marker == 0xe1 && skipMark(content)) {
                return inTiff(content.slice());
            }
            at = end;
        }
        return Optional.empty();
    }

    private static Optional<Orientation> inPng(byte[] file) {
        var bytes = ByteBuffer.wrap(file);
        long at = PNG_SIGNATURE;
        while (at + PNG_CHUNK <= file.length) {
            int start = (int) at;
            long size = bytes.getInt(start) & 0xffffffffL;
            String name = new String(file, start + 4, 4, StandardCharsets.ISO_8859_1);
            if (at + PNG_CHUNK + size > file.length || name.equals("IEND")) {
                break;
            }
            if (name.equals("eXIf")) {
                var content = bytes.slice(start + 8, (int) size);
                skipMark(content); // some write it here, too
                return inTiff(content.slice());
            }
            at += PNG_CHUNK + size;
        }
        return Optional.empty();
    }

    private static boolean skipMark(ByteBuffer content) {
        boolean isMarked =
                content.limit() >= MARK.length && content.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK));
        content.position(isMarked ? MARK.length : 0);
        return isMarked;
    }

    /** Reads the first directory: Exif is laid out as a TIFF file. */
    private static Optional<Orientation> inTiff(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return Optional.empty();
        }
        int order = tiff.getShort(0);
        tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = tiff.getInt(4) & 0xffffffffL;
        boolean isTiff = (order == 0x4949 || order == 0x4d4d) && tiff.getShort(2) == 42;
        if (!isTiff || directory + 2 > tiff.limit()) {
            return Optional.empty();
        }
        int entries = tiff.getShort((int) directory) & 0xffff;
        int at = (int) directory + 2;
        for (int i = 0; i < entries && at + BYTES_OF_AN_ENTRY <= tiff.limit(); i++, at += BYTES_OF_AN_ENTRY) {
            if ((tiff.getShort(at) & 0xffff) == ORIENTATION && tiff.getShort(at + 2) == SHORT) {
                return Optional.of(Orientation.ofCode(tiff.getShort(at + 8) & 0xffff));
            }
        }
        return Optional.empty();
    }
}
