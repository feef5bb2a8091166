package io.ctcservice.core.math;

/**
 * The exponential function in float32: {@code exp(x) = f · 2^k}, k whole, f in [0.7, 1.42].
 *
 * <p>y = x·log₂e is split into the nearest whole number k and a rest r in [−½, ½]; f = 2^r is a polynomial of degree 6
 * that interpolates at Chebyshev's nodes, its coefficients rounded to float: off by less than 0.17·2^-23 relative. The
 * vector kernel uses the same constants.
 */
public final class FloatExponential {

    public static final float LOG2_E = 1.442695f;

    /** 1.5·2^23: added to a float below 2^22 it leaves the nearest whole number in the low bits. */
    public static final float ROUNDING = 0x1.8p23f;

    /** exp of less would not be a normal float: 0. */
    public static final float LOWEST = -87;

    public static final float C1 = 0.6931472f;
    public static final float C2 = 0.2402265f;
    public static final float C3 = 0.05550327f;
    public static final float C4 = 0.009618057f;
    public static final float C5 = 0.0013400428f;
    public static final float C6 = 1.5461445e-4f;

    /** The bits of y + ROUNDING below which 2^y may not be a normal float. */
    private static final int LEAST = Float.floatToRawIntBits(ROUNDING - 125);

    private FloatExponential() {}

    /** Returns 2^r for r in [−½, ½]. */
    static float powerOfTwo(float r) {
        float r2 = r * r;
        float low = (1.0f + C1 * r) + (C2 + C3 * r) * r2;
        float high = (C4 + C5 * r) + C6 * r2;
        return low + high * (r2 * r2);
    }

    /** A block of exponentials, computed several times as fast as one by one. Not thread-safe. */
    static final class Block {

        /** The length of a block: long enough for loops, short enough for new arrays to cost nothing. */
        private static final int LENGTH = 128;

        private final float[] powers = new float[LENGTH];
        private final float[] wholes = new float[LENGTH];

        /** Writes exp(score − high − low), which is nowhere above e. */
        void write(float[] scores, int from, int length, float high, float low, float[] to, int toFrom) {
            for (int i = 0; i < length; i += LENGTH) {
                int count = Math.min(LENGTH, length - i);
                split(scores, from + i, count, high, low);
                join(to, toFrom + i, count);
            }
        }

        /**
         * Splits scores in loops of their own, as {@link Exponential.Block} does; the compiler vectorises the second only
         * because all of its arrays are float and read and written at the same index.
         */
        private void split(float[] scores, int from, int length, float high, float low) {
            for (int i = 0; i < length; i++) {
                wholes[i] = ((scores[from + i] - high) - low) * LOG2_E;
            }
            for (int i = 0; i < length; i++) {
                float y = wholes[i];
                float whole = y + ROUNDING;
                wholes[i] = whole;
                powers[i] = powerOfTwo(y - (whole - ROUNDING));
            }
        }

        private void join(float[] to, int toFrom, int length) {
            for (int i = 0; i < length; i++) {
                int exponent = Float.floatToRawIntBits(wholes[i]);
                int bits = Float.floatToRawIntBits(powers[i]) + (exponent << 23);
                to[toFrom + i] = Float.intBitsToFloat(exponent < LEAST ? 0 : bits);
            }
        }
    }
}
