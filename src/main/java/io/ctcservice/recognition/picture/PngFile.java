package io.ctcservice.recognition.picture;

import io.ctcservice.recognition.picture.PictureFormatException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">PNG, section 5.3</a>
 */
final class PngFile {

    private static final int SIGNATURE = 8; // bytes
    private static final int NAME = 4;
    private static final int CHECK_SUM = 4;
    private static final String ANIMATION = "acTL"; // begins with the number of its pictures
    private static final int ANCILLARY = 0x20; // in the first letter of the name: it is a small one

    private PngFile() {}

    /**
     * Checks the chunks that a picture consists of against their checksums: the JDK does not, and would read other pixels. A file that
     * ends too early is left to it.
     *
     * @throws PictureFormatException if one is damaged, or there are several pictures, of which the JDK would read the first
     */
    static void requireIntact(byte[] file) throws PictureFormatException {
        var chunks = ByteBuffer.wrap(file);
        int at = SIGNATURE;
        while (at + Integer.BYTES + NAME + CHECK_SUM <= file.length) {
            int length = chunks.getInt(at);
            int name = at + Integer.BYTES;
            if (length < 0 || length > file.length - name - NAME - CHECK_SUM) {
                return;
            }
            int end = name + NAME + length;
            String chunk = new String(file, name, NAME, StandardCharsets.ISO_8859_1);
            var sum = new CRC32();
            sum.update(file, name, NAME + length);
            if ((file[name] & ANCILLARY) == 0 && (int) sum.getValue() != chunks.getInt(end)) {
                throw new PictureFormatException(
                        Kind.UNREADABLE,
                        "the picture cannot be read: the PNG file is damaged, since its chunk " + chunk
                                + " has a wrong checksum");
            }
            if (chunk.equals(ANIMATION) && length >= Integer.BYTES && chunks.getInt(name + NAME) > 1) {
                throw new PictureFormatException(
                        Kind.UNSUPPORTED,
                        "an animated PNG file, of " + chunks.getInt(name + NAME) + " pictures; expected one"
                                + PictureFile.CONVERSION);
            }
            if (chunk.equals("IEND")) {
                return; // what is behind is no part of the picture
            }
            at = end + CHECK_SUM;
        }
    }
}
