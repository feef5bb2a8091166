package io.ctcservice.audio.flac;

import static io.ctcservice.audio.flac.FlacBlocks.require;

import io.ctcservice.audio.SoundFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/**
 * The header of a FLAC file: all before its first frame.
 *
 * @param sampleRate in Hz
 * @param channels 1 to 8
 * @param sampleBits bits of a sample, 4 to 32
 * @param samples of the whole file; 0 if not known
 * @param stated the same, or an estimate of an encoder that wrote to a pipe and could not mend it
 */
record FlacHeader(int sampleRate, int channels, int sampleBits, long samples, long stated) {

    private static final byte[] MARKER = {'f', 'L', 'a', 'C'};
    private static final int STREAM_INFO = 0;
    private static final int STREAM_INFO_BYTES = 34;
    private static final int MD5_BYTES = 16;

    /** Numbers of samples that stand for unknown ones. */
    private static final Set<Long> GUESSES = Set.of(0x3ffff800L, 0x7fffffffL, 0xffffffffL, 0xfffffffffL);

    /** Reads the marker of a file, of which the first bytes were read, and returns whether it is one. */
    static boolean isMarker(InputStream in, int read) throws IOException {
        byte[] rest = in.readNBytes(MARKER.length - read);
        return Arrays.equals(rest, Arrays.copyOfRange(MARKER, read, MARKER.length));
    }

    /** Reads the header behind the marker. */
    static FlacHeader read(InputStream in, FlacBits bits) throws IOException {
        long block = bits.unsigned(32);
        require(
                (block >> 24 & 0x7f) == STREAM_INFO && (block & 0xffffff) == STREAM_INFO_BYTES,
                "a FLAC file without stream information");
        bits.unsigned(32); // least and most samples of a block
        bits.unsigned(24);
        bits.unsigned(24); // and bytes of a frame
        int sampleRate = (int) bits.unsigned(20);
        int channels = (int) bits.unsigned(3) + 1;
        int sampleBits = (int) bits.unsigned(5) + 1;
        long stated = bits.unsigned(4) << 32 | bits.unsigned(32);
        long samples = hasDigest(in) && !GUESSES.contains(stated) ? stated : 0;
        require(sampleRate >= 1000 && sampleRate <= 384_000, sampleRate + " Hz; expected 1000 to 384000");
        require(sampleBits >= 4, sampleBits + " bits a sample; expected 4 to 32");
        boolean isLast = block >> 31 != 0;
        while (!isLast) {
            long next = bits.unsigned(32);
            isLast = next >> 31 != 0;
            require((next >> 24 & 0x7f) != 0x7f, "a FLAC file with a metadata block of no kind");
            skip(in, next & 0xffffff);
        }
        return new FlacHeader(sampleRate, channels, sampleBits, samples, stated);
    }

    /** Returns whether there is an MD5 of all samples, which encoders write last. */
    private static boolean hasDigest(InputStream in) throws IOException {
        byte[] digest = in.readNBytes(MD5_BYTES);
        require(digest.length == MD5_BYTES, "the FLAC file ends before its first frame");
        return !Arrays.equals(digest, new byte[MD5_BYTES]);
    }

    private static void skip(InputStream in, long length) throws IOException {
        try {
            in.skipNBytes(length);
        } catch (EOFException end) {
            throw SoundFormatException.unreadable("the FLAC file ends before its first frame");
        }
    }

    /** Returns the value of the highest sample, plus one. */
    double fullScale() {
        return Math.scalb(1.0, sampleBits - 1);
    }
}
