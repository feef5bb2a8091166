package io.ctcservice.audio.flac;

import io.ctcservice.audio.SoundFormatException;
import java.io.IOException;
import java.io.InputStream;

/** The bits of a FLAC stream, the highest of a byte first, and the checksums over them. Not thread-safe. */
final class FlacBits {

    private static final int[] CRC_8 = table(0x07, 8);
    private static final int[] CRC_16 = table(0x8005, 16);

    private final InputStream in;
    private long bits = 0; // those read ahead, in the lowest places
    private int count = 0;
    private int crc8 = 0;
    private int crc16 = 0;

    FlacBits(InputStream in) {
        this.in = in;
    }

    private static int[] table(int polynomial, int width) {
        var table = new int[256];
        for (int i = 0; i < 256; i++) {
            int remainder = i << (width - 8);
            for (int bit = 0; bit < 8; bit++) {
                remainder <<= 1;
                if ((remainder & 1 << width) != 0) {
                    remainder ^= 1 << width | polynomial;
                }
            }
            table[i] = remainder;
        }
        return table;
    }

    /** Begins the checksums anew, at a whole byte. */
    void startFrame() {
        crc8 = 0;
        crc16 = 0;
    }

    int crc8() {
        return crc8;
    }

    int crc16() {
        return crc16;
    }

    /** Returns the next byte, or −1 at the end; only at a whole byte. */
    int byteOrEnd() throws IOException {
        int next = in.read();
        if (next >= 0) {
            crc8 = CRC_8[crc8 ^ next];
            crc16 = (crc16 << 8 & 0xffff) ^ CRC_16[crc16 >> 8 ^ next];
        }
        return next;
    }

    private void fill() throws IOException {
        int next = byteOrEnd();
        if (next < 0) {
            throw SoundFormatException.unreadable("the FLAC file ends inside a frame");
        }
        bits = bits << 8 | next;
        count += 8;
    }

    /** Returns a number of up to 33 bits. */
    long unsigned(int width) throws IOException {
        while (count < width) {
            fill();
        }
        count -= width;
        long value = bits >>> count & (1L << width) - 1;
        bits &= (1L << count) - 1;
        return value;
    }

    /** Returns a number of up to 33 bits, of which the highest is the sign. */
    long signed(int width) throws IOException {
        return width == 0 ? 0 : (unsigned(width) << (64 - width)) >> (64 - width);
    }

    /** Returns the number of zero bits before the next one bit, which is skipped. */
    int zeros() throws IOException {
        int zeros = 0;
        while (true) {
            if (count == 0) {
                fill();
            }
            if (bits == 0) {
                zeros += count;
                count = 0;
            } else {
                int leading = count - (64 - Long.numberOfLeadingZeros(bits));
                count -= leading + 1;
                bits &= (1L << count) - 1;
                return zeros + leading;
            }
        }
    }

    /** Skips the rest of the current byte. */
    void align() {
        count -= count % 8;
        bits &= (1L << count) - 1;
    }
}
