package io.ctcservice.codec.npy;

import java.nio.ByteBuffer;

/** The binary formats of numbers, little-endian: IEEE 754, and bfloat16, the upper half of a float32. */
public enum FloatFormat {
    FLOAT16(Short.BYTES),
    BFLOAT16(Short.BYTES),
    FLOAT32(Float.BYTES),
    FLOAT64(Double.BYTES);

    /** Bits of infinity in float16. */
    private static final int INFINITE = 0x7C00;

    private final int bytes;

    FloatFormat(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the size of one number in bytes. */
    public int bytes() {
        return bytes;
    }

    /**
     * Reads numbers as float32: those of 16 bits exactly, float64 rounded.
     *
     * @param from little-endian
     * @param start index of the first byte
     * @param into takes {@code length} numbers from {@code offset} on
     * @return how many were read: {@code length}, or fewer where the next is finite but overflows float32
     */
    public int decode(ByteBuffer from, int start, float[] into, int offset, int length) {
        switch (this) {
            case FLOAT32 ->
                from.slice(start, length * Float.BYTES)
                        .order(from.order())
                        .asFloatBuffer()
                        .get(into, offset, length);
            case FLOAT16 -> {
                for (int i = 0; i < length; i++) {
                    into[offset + i] = ofFloat16(from.getShort(start + i * Short.BYTES));
                }
            }
            case BFLOAT16 -> {
                for (int i = 0; i < length; i++) {
                    into[offset + i] = Float.intBitsToFloat(from.getShort(start + i * Short.BYTES) << Short.SIZE);
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < length; i++) {
                    double value = from.getDouble(start + i * Double.BYTES);
                    into[offset + i] = (float) value;
                    if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
                        return i;
                    }
                }
            }
        }
        return length;
    }

    /** Returns a float16 as float32: {@code Float.float16ToFloat} needs a later Java than the core is compiled for. */
    private static float ofFloat16(short half) {
        int magnitude = (half & 0x7FFF) << 13;
        // the exponent counts from 15 there and from 127 here; the product makes subnormal numbers normal
        int bits = magnitude < INFINITE << 13
                ? Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) * 0x1p112f)
                : magnitude | 0x7F800000;
        return Float.intBitsToFloat(bits | ((half << 16) & Integer.MIN_VALUE));
    }
}
