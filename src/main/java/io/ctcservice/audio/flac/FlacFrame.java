package io.ctcservice.audio.flac;

import java.io.IOException;

/**
 * The header of a FLAC frame.
 *
 * @param length samples of each channel, 1 to 65536
 * @param assignment 0 to 7: so many channels less one; 8 to 10: two channels, one of them as a difference
 * @param sampleBits bits of a sample
 */
record FlacFrame(int length, int assignment, int sampleBits) {

    private static final int[] SAMPLE_BITS = {0, 8, 12, -1, 16, 20, 24, 32};

    int channels() {
        return assignment < 8 ? assignment + 1 : 2;
    }

    /** Reads a header up to its checksum, of which the first byte was read. */
    static FlacFrame read(FlacBits bits, int first, int usualBits) throws IOException {
        long second = bits.unsigned(8);
        FlacBlocks.require(first == 0xff && (second & 0xfe) == 0xf8, "something else than a FLAC frame");
        int sizeCode = (int) bits.unsigned(4);
        int rateCode = (int) bits.unsigned(4);
        int assignment = (int) bits.unsigned(4);
        int bitsCode = (int) bits.unsigned(3);
        bits.unsigned(1);
        skipNumber(bits);
        int length = length(bits, sizeCode);
        skipRate(bits, rateCode);
        int sampleBits = bitsCode == 0 ? usualBits : SAMPLE_BITS[bitsCode];
        int checked = bits.crc8();
        FlacBlocks.require(bits.unsigned(8) == checked, "a FLAC frame whose header has a wrong checksum");
        FlacBlocks.require(assignment <= 10 && sampleBits > 0, "a FLAC frame of a reserved kind");
        return new FlacFrame(length, assignment, sampleBits);
    }

    /** The number of the frame or of its first sample, in the manner of UTF-8. */
    private static void skipNumber(FlacBits bits) throws IOException {
        int first = (int) bits.unsigned(8);
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        FlacBlocks.require(ones != 1 && ones <= 7, "a FLAC frame without a number");
        for (int i = 1; i < ones; i++) {
            FlacBlocks.require(bits.unsigned(8) >> 6 == 2, "a FLAC frame without a number");
        }
    }

    private static int length(FlacBits bits, int code) throws IOException {
        return switch (code) {
            case 0 -> {
                FlacBlocks.require(false, "a FLAC frame of a reserved length");
                yield 0;
            }
            case 1 -> 192;
            case 2, 3, 4, 5 -> 576 << (code - 2);
            case 6 -> (int) bits.unsigned(8) + 1;
            case 7 -> (int) bits.unsigned(16) + 1;
            default -> 256 << (code - 8);
        };
    }

    /** Skips the sample rate of the frame: that of the stream header is used. */
    private static void skipRate(FlacBits bits, int code) throws IOException {
        FlacBlocks.require(code != 15, "a FLAC frame of no sample rate");
        if (code == 12) {
            bits.unsigned(8);
        } else if (code > 12) {
            bits.unsigned(16);
        }
    }
}
