package io.ctcservice.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A reader of a WAV file from front to back: integers of 1 to 32 or 64 bits, float32 or float64, A-law or µ-law, or
 * ADPCM of IMA or Microsoft, 1 to 255 channels, 1000 to 384000 Hz. RIFF, RIFX, RF64 and BW64; plain and extensible headers; other chunks are skipped. A
 * data size that stands for an unknown one, as programs write that do not know the end yet, means up to the end of the
 * stream. Not thread-safe.
 */
public final class WavReader implements Sound {

    private static final int BUFFERED_BYTES = 1 << 15;

    private final InputStream in;
    private final OptionalInt channel;
    private final WavHeader.Format format;
    private final SampleFormat samples;
    private final boolean untilTheEnd;
    private final ByteBuffer buffer;
    private final Mixdown mix;
    private final double wholeSeconds;
    private final long bytesOfNoSample;
    private Optional<SoundRemark> tail = Optional.empty();
    private long bytesLeft;
    private boolean isTailRead = false;

    private WavReader(InputStream in, WavHeader header, SampleFormat samples, OptionalInt channel) {
        this.in = in;
        this.channel = channel;
        this.format = header.format();
        this.samples = samples;
        this.untilTheEnd = header.dataSize() == WavHeader.TO_THE_END;
        this.bytesLeft = untilTheEnd ? Long.MAX_VALUE : header.dataSize() - header.dataSize() % frameBytes();
        this.bytesOfNoSample = untilTheEnd ? 0 : header.dataSize() + header.dataSize() % 2 - bytesLeft;
        this.wholeSeconds = (double) bytesLeft / frameBytes() / format.sampleRate();
        this.buffer = ByteBuffer.allocate(BUFFERED_BYTES / frameBytes() * frameBytes())
                .order(header.order());
        buffer.limit(0);
        this.mix = new Mixdown(format.channels(), format.sampleRate());
    }

    /**
     * Returns a reader that has read up to the first sample.
     *
     * @throws SoundFormatException if this is no WAV file or one of another kind than those above
     */
    public static Sound open(InputStream in) throws IOException {
        return open(in, OptionalInt.empty());
    }

    /**
     * Returns a reader of one channel, counted from 0, or of all averaged, that has read up to the first sample.
     *
     * @throws SoundFormatException as {@link #open(InputStream)}, and if there is no such channel
     */
    public static Sound open(InputStream in, OptionalInt channel) throws IOException {
        var stream = new PushbackInputStream(in, WavHeader.PUSHBACK);
        var header = WavHeader.read(stream);
        SoundFormatException.requireChannel(channel, header.format().channels());
        return switch (header.format().encoding()) {
            case SampleFormat plain -> new WavReader(stream, header, plain, channel);
            case Adpcm blocks -> MixedSound.of(new AdpcmBlocks(stream, header, blocks), channel);
        };
    }

    /** Returns the samples of a channel in a second. */
    @Override
    public int sampleRate() {
        return format.sampleRate();
    }

    @Override
    public OptionalDouble seconds() {
        return untilTheEnd ? OptionalDouble.empty() : OptionalDouble.of(wholeSeconds);
    }

    @Override
    public int channels() {
        return channel.isPresent() ? 1 : format.channels();
    }

    @Override
    public List<SoundRemark> remarks() {
        return Stream.concat(mix.remark().stream(), tail.stream()).toList();
    }

    /**
     * Reads up to {@code count} samples, of the channel chosen or all averaged, to {@code target[from..]}; full scale is 1.
     *
     * @return how many there were: fewer than {@code count} only at the end
     * @throws SoundFormatException if the file ends inside its data chunk, or a sample is not a finite float32: beyond,
     *     the power of a frame would be infinite
     */
    @Override
    public int read(double[] target, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (!buffer.hasRemaining() && !fill()) {
                return i;
            }
            target[from + i] = sample();
        }
        return count;
    }

    private double sample() throws SoundFormatException {
        double only = 0;
        for (int c = 0; c < format.channels(); c++) {
            double sample = samples.read(buffer);
            if (channel.isEmpty()) {
                mix.add(c, sample);
            } else if (channel.getAsInt() == c) {
                only = sample;
            }
        }
        double mean = channel.isEmpty() ? mix.mean() : only;
        require(Math.abs(mean) <= Float.MAX_VALUE, "a sample that is not a finite float32"); // nor NaN
        return mean;
    }

    private int frameBytes() {
        return format.channels() * samples.bytes();
    }

    private boolean fill() throws IOException {
        int wanted = (int) Math.min(buffer.capacity(), bytesLeft);
        int got = in.readNBytes(buffer.array(), 0, wanted);
        require(got == wanted || untilTheEnd, "the file ends inside its data chunk");
        buffer.clear().limit(got - got % frameBytes());
        bytesLeft -= got;
        if (!buffer.hasRemaining() && !untilTheEnd && !isTailRead) {
            isTailRead = true;
            tail = WavTail.read(in, buffer.order(), bytesOfNoSample);
        }
        return buffer.hasRemaining();
    }

    private static void require(boolean condition, String complaint) throws SoundFormatException {
        if (!condition) {
            throw SoundFormatException.unreadable(complaint);
        }
    }
}
