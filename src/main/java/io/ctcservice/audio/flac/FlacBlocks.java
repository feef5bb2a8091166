package io.ctcservice.audio.flac;

import io.ctcservice.audio.SoundBlocks;
import io.ctcservice.audio.SoundFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A decoder of FLAC files: 4 to 32 bits, up to 8 channels, any rate. Every frame is held against its check sums.
 * Memory: one frame. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9639">RFC 9639</a>
 */
public final class FlacBlocks implements SoundBlocks {

    private static final int STREAM_INFO = 0;
    private static final int STREAM_INFO_BYTES = 34;
    private static final int LEFT_SIDE = 8;
    private static final int RIGHT_SIDE = 9;
    private static final int MID_SIDE = 10;
    private static final int MD5_BYTES = 16;

    /** Numbers of samples that stand for unknown ones. */
    private static final Set<Long> GUESSES = Set.of(0x3ffff800L, 0x7fffffffL, 0xffffffffL, 0xfffffffffL);

    /** The first byte of each frame. */
    private static final int SYNC = 0xff;

    private final InputStream in;
    private final FlacBits bits;
    private final FlacSubframe subframes;
    private final int sampleRate;
    private final int channels;
    private final int sampleBits;
    private final long samples; // of the whole file; 0 if not known
    private final long stated; // the same, or an estimate of an encoder that wrote to a pipe and could not mend it
    private final double fullScale;
    private long decoded = 0;
    private long[][] block;

    private FlacBlocks(InputStream in) throws IOException {
        this.in = in;
        this.bits = new FlacBits(in);
        this.subframes = new FlacSubframe(bits);
        byte[] marker = in.readNBytes(4);
        require(Arrays.equals(marker, new byte[] {'f', 'L', 'a', 'C'}), "a FLAC file does not begin with fLaC");
        long header = bits.unsigned(32);
        require(
                (header >> 24 & 0x7f) == STREAM_INFO && (header & 0xffffff) == STREAM_INFO_BYTES,
                "a FLAC file without stream information");
        bits.unsigned(32); // least and most samples of a block
        bits.unsigned(24);
        bits.unsigned(24); // and bytes of a frame
        this.sampleRate = (int) bits.unsigned(20);
        this.channels = (int) bits.unsigned(3) + 1;
        this.sampleBits = (int) bits.unsigned(5) + 1;
        this.stated = bits.unsigned(4) << 32 | bits.unsigned(32);
        this.samples = hasDigest() && !GUESSES.contains(stated) ? stated : 0;
        require(sampleRate >= 1000 && sampleRate <= 384_000, sampleRate + " Hz; expected 1000 to 384000");
        require(sampleBits >= 4, sampleBits + " bits a sample; expected 4 to 32");
        this.fullScale = Math.scalb(1.0, sampleBits - 1);
        this.block = new long[channels][0];
        boolean isLast = header >> 31 != 0;
        while (!isLast) {
            long next = bits.unsigned(32);
            isLast = next >> 31 != 0;
            require((next >> 24 & 0x7f) != 0x7f, "a FLAC file with a metadata block of no kind");
            skip(next & 0xffffff);
        }
    }

    /** Returns a decoder that has read up to the first frame. */
    public static FlacBlocks open(InputStream in) throws IOException {
        return new FlacBlocks(in);
    }

    /** Returns whether there is an MD5 of all samples, which encoders write last. */
    private boolean hasDigest() throws IOException {
        byte[] digest = in.readNBytes(MD5_BYTES);
        require(digest.length == MD5_BYTES, "the FLAC file ends before its first frame");
        return !Arrays.equals(digest, new byte[MD5_BYTES]);
    }

    private void skip(long length) throws IOException {
        try {
            in.skipNBytes(length);
        } catch (EOFException end) {
            throw SoundFormatException.unreadable("the FLAC file ends before its first frame");
        }
    }

    static void require(boolean condition, String complaint) throws SoundFormatException {
        if (!condition) {
            throw SoundFormatException.unreadable(complaint);
        }
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public double sample(int channel, int index) {
        return block[channel][index] / fullScale;
    }

    @Override
    public OptionalLong samples() {
        return samples > 0 ? OptionalLong.of(samples) : OptionalLong.empty();
    }

    @Override
    public int next() throws IOException {
        if (samples > 0 && decoded >= samples) {
            return 0; // what is behind is no sound
        }
        bits.startFrame();
        int first = bits.byteOrEnd();
        if (first < 0) {
            require(samples == 0, "the FLAC file ends after " + decoded + " of " + samples + " samples");
            return 0;
        }
        if (samples == 0 && stated > 0 && decoded >= stated && first != SYNC) {
            return 0; // a tag
        }
        var frame = FlacFrame.read(bits, first, sampleBits);
        require(
                frame.channels() == channels && frame.sampleBits() == sampleBits,
                "a FLAC frame of " + frame.channels() + " channels and " + frame.sampleBits() + " bits in a file of "
                        + channels + " and " + sampleBits);
        decode(frame);
        int checked = bits.crc16();
        require(bits.unsigned(16) == checked, "a FLAC frame with a wrong check sum");
        decoded += frame.length();
        return frame.length();
    }

    private void decode(FlacFrame frame) throws IOException {
        if (block[0].length != frame.length()) {
            block = new long[channels][frame.length()];
        }
        for (int c = 0; c < channels; c++) {
            boolean isSide = (frame.assignment() == RIGHT_SIDE && c == 0)
                    || ((frame.assignment() == LEFT_SIDE || frame.assignment() == MID_SIDE) && c == 1);
            subframes.decode(block[c], isSide ? sampleBits + 1 : sampleBits);
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
