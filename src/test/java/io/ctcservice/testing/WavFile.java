package io.ctcservice.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A factory of WAV files, also of invalid ones. */
public final class WavFile {

    private WavFile() {}

    /** Returns a file with a plain header and these bytes of samples. */
    public static byte[] of(int tag, int channels, int sampleRate, int bits, byte[] data) {
        return join(riff(), chunk("fmt ", format(tag, channels, sampleRate, bits)), chunk("data", data));
    }

    /** Returns a mono file of 16-bit samples. */
    public static byte[] ofShorts(int sampleRate, short... samples) {
        var data = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : samples) {
            data.putShort(sample);
        }
        return of(1, 1, sampleRate, 16, data.array());
    }

    /**
     * Returns an RF64 or BW64 file of the samples 0.5 and 0.25.
     *
     * @param dataSize as it stands in the ds64 chunk
     * @param behind what follows the samples
     */
    public static byte[] large(String riff, long dataSize, byte[] behind) {
        byte[] ds64 = little(28).putLong(0).putLong(dataSize).array();
        byte[] file = join(
                riff(),
                chunk("ds64", ds64),
                chunk("fmt ", format(1, 1, 8000, 16)),
                chunk("data", new byte[] {0, 0x40, 0, 0x20}),
                behind);
        System.arraycopy(text(riff), 0, file, 0, 4);
        overwrite(file, 4, -1);
        overwrite(file, 12 + 36 + 24 + 4, -1);
        return file;
    }

    /** Writes a number over the bytes that are there. */
    public static void overwrite(byte[] file, int at, int number) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
    }

    public static byte[] riff() {
        return join(text("RIFF"), new byte[] {-1, -1, -1, 127}, text("WAVE"));
    }

    /** Returns the 16 bytes of a format chunk. */
    public static byte[] format(int tag, int channels, int sampleRate, int bits) {
        int frame = channels * bits / 8;
        return little(16)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(sampleRate)
                .putInt(sampleRate * frame)
                .putShort((short) frame)
                .putShort((short) bits)
                .array();
    }

    /** Returns a chunk, padded to an even size. */
    public static byte[] chunk(String name, byte[] content) {
        var head = little(8).put(text(name)).putInt(content.length).array();
        return join(head, content, new byte[content.length % 2]);
    }

    public static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        var all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] text(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}
