package io.ctcservice.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a WAV file from front to back: PCM of 8, 16, 24 or 32 bits or float32 or float64, mono or stereo, 1000 to 384000 Hz.
 * Plain and extensible headers; other chunks are skipped. A data size of 0xFFFFFFFF or 0, as programs write that do not know
 * the end yet, means up to the end of the stream. Not thread-safe.
 */
public final class WavReader {

    private static final int EXTENSIBLE = 0xfffe;
    private static final long UNKNOWN_SIZE = 0xffffffffL;
    private static final int LONGEST_FORMAT = 1024;
    private static final int BUFFERED_FRAMES = 4096;

    private final InputStream in;
    private final int sampleRate;
    private final int channels;
    private final SampleFormat format;
    private final boolean untilTheEnd;
    private final ByteBuffer buffer;
    private long bytesLeft;

    private WavReader(InputStream in, ByteBuffer header, long dataSize) throws WavFormatException {
        this.in = in;
        int tag = header.getShort(0) & 0xffff;
        this.channels = header.getShort(2) & 0xffff;
        this.sampleRate = header.getInt(4);
        int frameBytes = header.getShort(12) & 0xffff;
        int bits = header.getShort(14) & 0xffff;
        if (tag == EXTENSIBLE && header.limit() >= 26) {
            tag = header.getShort(24) & 0xffff; // the GUID of the sub-format starts with the tag
        }
        this.format = SampleFormat.of(tag, bits);
        require(channels == 1 || channels == 2, channels + " channels; expected 1 or 2");
        require(sampleRate >= 1000 && sampleRate <= 384_000, sampleRate + " Hz; expected 1000 to 384000");
        require(
                frameBytes == channels * format.bytes(),
                frameBytes + " bytes a frame; expected " + channels * format.bytes());
        this.untilTheEnd = dataSize == UNKNOWN_SIZE || dataSize == 0;
        this.bytesLeft = untilTheEnd ? Long.MAX_VALUE : dataSize - dataSize % frameBytes;
        this.buffer = ByteBuffer.allocate(BUFFERED_FRAMES * frameBytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.limit(0);
    }

    /**
     * Returns a reader that has read up to the first sample.
     *
     * @throws WavFormatException if this is no WAV file or one of another kind than those above
     */
    public static WavReader open(InputStream in) throws IOException {
        var riff = read(in, 12, "the RIFF header");
        require(text(riff, 0).equals("RIFF") && text(riff, 8).equals("WAVE"), "no RIFF WAVE header");
        ByteBuffer format = null;
        while (true) {
            var chunk = read(in, 8, "the head of a chunk; there was no data chunk yet");
            String name = text(chunk, 0);
            long size = chunk.getInt(4) & 0xffffffffL;
            if (name.equals("data")) {
                if (format == null) {
                    throw WavFormatException.unreadable("a data chunk before the fmt chunk");
                }
                return new WavReader(in, format, size);
            }
            if (name.equals("fmt ")) {
                require(size >= 16 && size <= LONGEST_FORMAT, "a fmt chunk of " + size + " bytes");
                format = read(in, (int) size, "the fmt chunk");
                skip(in, size % 2); // chunks are padded to even sizes
            } else {
                skip(in, size + size % 2);
            }
        }
    }

    private static ByteBuffer read(InputStream in, int length, String what) throws IOException {
        byte[] bytes = in.readNBytes(length);
        require(bytes.length == length, "the file ends inside " + what);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void skip(InputStream in, long length) throws IOException {
        try {
            in.skipNBytes(length);
        } catch (EOFException e) {
            throw WavFormatException.unreadable("the file ends before its data chunk");
        }
    }

    private static String text(ByteBuffer bytes, int at) {
        var name = new byte[4];
        bytes.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean condition, String complaint) throws WavFormatException {
        if (!condition) {
            throw WavFormatException.unreadable(complaint);
        }
    }

    /** Returns the samples of a channel in a second. */
    public int sampleRate() {
        return sampleRate;
    }

    /** Returns 1 or 2. */
    public int channels() {
        return channels;
    }

    /**
     * Reads up to {@code count} samples, two channels averaged, to {@code samples[from..]}; full scale is 1.
     *
     * @return how many there were: fewer than {@code count} only at the end
     * @throws WavFormatException if the file ends before its data chunk does, or a sample is not a finite float32: beyond, the power of a
     *     frame would be infinite
     */
    public int read(double[] samples, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (!buffer.hasRemaining() && !fill()) {
                return i;
            }
            double sample = format.read(buffer);
            if (channels == 2) {
                sample = (sample + format.read(buffer)) / 2;
            }
            require(Math.abs(sample) <= Float.MAX_VALUE, "a sample that is not a finite float32"); // nor NaN
            samples[from + i] = sample;
        }
        return count;
    }

    private boolean fill() throws IOException {
        int wanted = (int) Math.min(buffer.capacity(), bytesLeft);
        int got = in.readNBytes(buffer.array(), 0, wanted);
        require(got == wanted || untilTheEnd, "the file ends before its data chunk");
        int frameBytes = channels * format.bytes();
        buffer.clear().limit(got - got % frameBytes);
        bytesLeft -= got;
        return buffer.hasRemaining();
    }
}
