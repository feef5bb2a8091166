package io.ctcservice.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** The bytes of a WAV file behind its sound: other chunks, or more sound, as of files that were put one behind the other. */
final class WavTail {

    private static final int HEAD = 8;
    private static final int PASSED = 1 << 13;

    private WavTail() {}

    /**
     * Reads on to the end, or to more sound, and returns a remark on that: it is not read.
     *
     * @param left bytes of the data chunk that are no whole samples, and what fills it up to an even size
     */
    static Optional<SoundRemark> read(InputStream in, ByteOrder order, long left) throws IOException {
        if (!passes(in, left)) {
            return Optional.empty();
        }
        for (byte[] head = in.readNBytes(HEAD); head.length == HEAD; head = in.readNBytes(HEAD)) {
            String name = new String(head, 0, 4, StandardCharsets.ISO_8859_1);
            long size = ByteBuffer.wrap(head).order(order).getInt(4) & 0xffffffffL;
            if (WavHeader.RIFFS.contains(name)) {
                return remark("another WAV file is behind it");
            }
            if (name.equals("data") && size > 0) {
                return remark("another data chunk is behind the first");
            }
            if (!passes(in, size + size % 2)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<SoundRemark> remark(String found) {
        return Optional.of(new SoundRemark(found + ", which is not read", OptionalInt.empty()));
    }

    private static boolean passes(InputStream in, long count) throws IOException {
        long left = count;
        while (left > 0) {
            int passed = in.readNBytes((int) Math.min(PASSED, left)).length;
            if (passed == 0) {
                return false;
            }
            left -= passed;
        }
        return true;
    }
}
