package io.ctcservice.audio.flac;

import io.ctcservice.audio.SoundBlocks;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.core.Counted;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A decoder of FLAC files: 4 to 32 bits, up to 8 channels, any rate. Every frame is held against its checksums. Files one after
 * the other are read as one. Memory: one frame. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9639">RFC 9639</a>
 */
public final class FlacBlocks implements SoundBlocks {

    private static final int LEFT_SIDE = 8;
    private static final int RIGHT_SIDE = 9;
    private static final int MID_SIDE = 10;

    /** The first byte of each frame. */
    private static final int SYNC = 0xff;

    /** The first byte of each file. */
    private static final int MARK = 'f';

    private final InputStream in;
    private final FlacBits bits;
    private final FlacSubframe subframes;
    private final OptionalLong samples;
    private FlacHeader header;
    private double fullScale;
    private long decoded = 0; // of this file: another may follow
    private long[][] block;

    private FlacBlocks(InputStream in) throws IOException {
        this.in = in;
        this.bits = new FlacBits(in);
        this.subframes = new FlacSubframe(bits);
        require(FlacHeader.isMarker(in, 0), "a FLAC file does not begin with fLaC");
        this.header = FlacHeader.read(in, bits);
        this.fullScale = header.fullScale();
        this.samples = header.samples() > 0 ? OptionalLong.of(header.samples()) : OptionalLong.empty();
        this.block = new long[header.channels()][0];
    }

    /** Returns a decoder that has read up to the first frame. */
    public static FlacBlocks open(InputStream in) throws IOException {
        return new FlacBlocks(in);
    }

    static void require(boolean condition, String complaint) throws SoundFormatException {
        if (!condition) {
            throw SoundFormatException.unreadable(complaint);
        }
    }

    @Override
    public int sampleRate() {
        return header.sampleRate();
    }

    @Override
    public int channels() {
        return header.channels();
    }

    @Override
    public double sample(int channel, int index) {
        return block[channel][index] / fullScale;
    }

    @Override
    public OptionalLong samples() {
        return samples;
    }

    @Override
    public int next() throws IOException {
        if (header.samples() > 0 && decoded >= header.samples() && !isFollowed(0)) {
            return 0; // what is behind is no sound
        }
        bits.startFrame();
        int first = bits.byteOrEnd();
        if (first == MARK && isFollowed(1)) {
            bits.startFrame();
            first = bits.byteOrEnd();
        }
        if (first < 0) {
            requireWhole();
            return 0;
        }
        if (header.samples() == 0 && header.stated() > 0 && decoded >= header.stated() && first != SYNC) {
            return 0; // a tag
        }
        var frame = FlacFrame.read(bits, first, header.sampleBits());
        require(
                frame.channels() == header.channels() && frame.sampleBits() == header.sampleBits(),
                "a FLAC frame of " + Counted.of(frame.channels(), "channel") + " and " + frame.sampleBits()
                        + " bits in a file of " + header.channels() + " and " + header.sampleBits());
        decode(frame);
        int checked = bits.crc16();
        require(bits.unsigned(16) == checked, "a FLAC frame with a wrong checksum");
        decoded += frame.length();
        return frame.length();
    }

    private void requireWhole() throws IOException {
        require(
                decoded >= header.samples(),
                "the FLAC file ends after " + decoded + " of " + Counted.of(header.samples(), "sample"));
    }

    /**
     * Goes on with another file behind this one, if there is one.
     *
     * @param read so many bytes of its marker were read
     */
    private boolean isFollowed(int read) throws IOException {
        if (!FlacHeader.isMarker(in, read)) {
            return false;
        }
        requireWhole();
        var next = FlacHeader.read(in, bits);
        require(
                next.sampleRate() == sampleRate() && next.channels() == channels(),
                "a FLAC file of " + next.sampleRate() + " Hz and " + Counted.of(next.channels(), "channel")
                        + " behind one of " + sampleRate() + " and " + channels());
        header = next;
        fullScale = next.fullScale();
        decoded = 0;
        return true;
    }

    private void decode(FlacFrame frame) throws IOException {
        if (block[0].length != frame.length()) {
            block = new long[channels()][frame.length()];
        }
        for (int c = 0; c < channels(); c++) {
            boolean isSide = (frame.assignment() == RIGHT_SIDE && c == 0)
                    || ((frame.assignment() == LEFT_SIDE || frame.assignment() == MID_SIDE) && c == 1);
            subframes.decode(block[c], isSide ? header.sampleBits() + 1 : header.sampleBits());
        }
        bits.align();
        for (int n = 0; n < frame.length() && frame.assignment() >= LEFT_SIDE; n++) {
            join(frame.assignment(), n);
        }
    }

    /** Restores left and right from mid and side, or from one channel and the difference. */
    private void join(int assignment, int n) {
        long one = block[0][n];
        long other = block[1][n];
        switch (assignment) {
            case LEFT_SIDE -> block[1][n] = one - other;
            case RIGHT_SIDE -> block[0][n] = one + other;
            default -> {
                long middle = (one << 1) | (other & 1);
                block[0][n] = (middle + other) >> 1;
                block[1][n] = (middle - other) >> 1;
            }
        }
    }
}
