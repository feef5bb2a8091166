package io.ctcservice.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;

/**
 * Reads a WAV file from front to back: integers of 1 to 32 or 64 bits, float32 or float64, A-law or µ-law, 1 to 255 channels,
 * 1000 to 384000 Hz. RIFF, RIFX, RF64 and BW64; plain and extensible headers; other chunks are skipped. A data size that
 * stands for an unknown one, as programs write that do not know the end yet, means up to the end of the stream. Not
 * thread-safe.
 */
public final class WavReader {

    private static final int BUFFERED_BYTES = 1 << 15;

    private final InputStream in;
    private final WavHeader.Format format;
    private final boolean untilTheEnd;
    private final ByteBuffer buffer;
    private long bytesLeft;

    private WavReader(InputStream in, WavHeader header) {
        this.in = in;
        this.format = header.format();
        this.untilTheEnd = header.dataSize() == WavHeader.TO_THE_END;
        this.bytesLeft = untilTheEnd ? Long.MAX_VALUE : header.dataSize() - header.dataSize() % frameBytes();
        this.buffer = ByteBuffer.allocate(BUFFERED_BYTES / frameBytes() * frameBytes())
                .order(header.order());
        buffer.limit(0);
    }

    /**
     * Returns a reader that has read up to the first sample.
     *
     * @throws WavFormatException if this is no WAV file or one of another kind than those above
     */
    public static WavReader open(InputStream in) throws IOException {
        var stream = new PushbackInputStream(in, WavHeader.PUSHBACK);
        return new WavReader(stream, WavHeader.read(stream));
    }

    /** Returns the samples of a channel in a second. */
    public int sampleRate() {
        return format.sampleRate();
    }

    /** Returns 1 to 255. */
    public int channels() {
        return format.channels();
    }

    /**
     * Reads up to {@code count} samples, channels averaged, to {@code samples[from..]}; full scale is 1.
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
            samples[from + i] = mean();
        }
        return count;
    }

    private double mean() throws WavFormatException {
        double sum = 0;
        for (int c = 0; c < format.channels(); c++) {
            sum += format.samples().read(buffer);
        }
        double mean = sum / format.channels();
        require(Math.abs(mean) <= Float.MAX_VALUE, "a sample that is not a finite float32"); // nor NaN
        return mean;
    }

    private int frameBytes() {
        return format.channels() * format.samples().bytes();
    }

    private boolean fill() throws IOException {
        int wanted = (int) Math.min(buffer.capacity(), bytesLeft);
        int got = in.readNBytes(buffer.array(), 0, wanted);
        require(got == wanted || untilTheEnd, "the file ends before its data chunk");
        buffer.clear().limit(got - got % frameBytes());
        bytesLeft -= got;
        return buffer.hasRemaining();
    }

    private static void require(boolean condition, String complaint) throws WavFormatException {
        if (!condition) {
            throw WavFormatException.unreadable(complaint);
        }
    }
}
