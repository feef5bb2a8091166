package io.ctcservice.audio.mp3;

/** The bit reservoir: the main data of a frame, which may begin in earlier frames, of which the last 511 bytes are kept. */
final class MainData {

    private static final int KEPT = 511;

    private final byte[] bytes = new byte[4096];
    private int length = 0;
    private int position = 0; // in bits

    /**
     * Adds the main data of a frame, and moves to the start of its first granule.
     *
     * @param back how many bytes before these that is
     * @return whether so many bytes were kept
     */
    boolean add(byte[] source, int from, int count, int back) {
        int kept = Math.min(KEPT, length);
        System.arraycopy(bytes, length - kept, bytes, 0, kept);
        System.arraycopy(source, from, bytes, kept, count);
        length = kept + count;
        position = 8 * Math.max(0, kept - back);
        return back <= kept;
    }

    int position() {
        return position;
    }

    void go(int bit) {
        position = bit;
    }

    /** Returns the next bits, at most 24; zeros after the end. */
    int bits(int count) {
        int value = 0;
        for (int left = count; left > 0; ) {
            int inByte = position & 7;
            int taken = Math.min(left, 8 - inByte);
            int index = position >> 3;
            int next = index < length ? bytes[index] & 0xff : 0;
            value = (value << taken) | ((next >> (8 - inByte - taken)) & ((1 << taken) - 1));
            position += taken;
            left -= taken;
        }
        return value;
    }

    int bit() {
        int index = position >> 3;
        int bit = index < length ? bytes[index] >> (7 - (position & 7)) & 1 : 0;
        position++;
        return bit;
    }
}
