package io.ctcservice.plot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * An encoder of pixels as a PNG file, 8 bits per channel, without alpha. Rows are stored as their difference to the row
 * above, which suits pictures made of rectangles.
 *
 * @see <a href="https://www.w3.org/TR/png-3/">Portable Network Graphics, third edition</a>
 */
final class PngEncoder {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte BIT_DEPTH = 8;
    private static final byte TRUE_COLOUR = 2;
    private static final byte FILTER_UP = 2;

    private PngEncoder() {}

    /** Returns the bytes of the file. */
    static byte[] encode(Pixels pixels) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header(pixels));
        chunk(out, "IDAT", deflated(filtered(pixels)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] header(Pixels pixels) {
        return ByteBuffer.allocate(13)
                .putInt(pixels.width())
                .putInt(pixels.height())
                .put(BIT_DEPTH)
                .put(TRUE_COLOUR)
                .array(); // compression, filter and interlace methods are 0
    }

    private static byte[] filtered(Pixels pixels) {
        int stride = 1 + 3 * pixels.width();
        var bytes = new byte[stride * pixels.height()];
        int at = 0;
        for (int y = 0; y < pixels.height(); y++) {
            bytes[at++] = FILTER_UP;
            for (int x = 0; x < pixels.width(); x++) {
                int colour = pixels.get(x, y);
                int above = y == 0 ? 0 : pixels.get(x, y - 1);
                bytes[at++] = (byte) ((colour >> 16) - (above >> 16));
                bytes[at++] = (byte) ((colour >> 8) - (above >> 8));
                bytes[at++] = (byte) (colour - above);
            }
        }
        return bytes;
    }

    private static byte[] deflated(byte[] bytes) {
        try (var deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var buffer = new byte[1 << 14];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
