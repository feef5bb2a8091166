package io.ctcservice.core.kernel;

import java.util.Arrays;

/**
 * {@code exp} in float64 without range: {@code exp(x) = f · 2^k}, k whole, f in [0.7, 1.42].
 *
 * <p>y = x·log₂e is split into the nearest whole number k and a rest r in [−½, ½]; f = 2^r is a polynomial of degree 10
 * that interpolates at Chebyshev's nodes, off by less than 3e-16 relative. With the rounding of y, of the polynomial and
 * of the argument, exp is right to {@code (8 + 2|x|)·2^-53} relative. The vector kernel uses the same constants.
 */
public final class Exponential {

    public static final double LOG2_E = 1.4426950408889634;

    public static final double SQRT_2 = 1.4142135623730951;

    /** 1.5·2^52: added to a double below 2^51 it leaves the nearest whole number in the low bits. */
    public static final double ROUNDING = 0x1.8p52;

    /** Below this, exp is under 2^-1021 and given as 0 where the result is one double. */
    public static final double LOWEST = -708.0;

    public static final double C1 = 0.69314718055995;
    public static final double C2 = 0.24022650695910097;
    public static final double C3 = 0.05550410866444772;
    public static final double C4 = 0.009618129107606888;
    public static final double C5 = 0.0013333558230164974;
    public static final double C6 = 0.0001540353044173605;
    public static final double C7 = 1.5252657260200837e-05;
    public static final double C8 = 1.321544258792169e-06;
    public static final double C9 = 1.0208690299958306e-07;
    public static final double C10 = 7.072585949269223e-09;

    private static final int PARTS = 16;
    private static final double PART_C1 = 0.04332169878499661;
    private static final double PART_C2 = 9.383847928089873e-4;
    private static final double PART_C3 = 1.355080777749983e-5;
    private static final double PART_C4 = 1.4676100321837672e-7;
    private static final double PART_C5 = 1.2716085030349987e-9;
    private static final double PART_C6 = 9.181334960907254e-12;

    /** Bits of 2^(j/16). */
    private static final long[] POWERS = powers();

    private Exponential() {}

    private static long[] powers() {
        var bits = new long[PARTS];
        Arrays.setAll(bits, j -> Double.doubleToRawLongBits(StrictMath.pow(2, j / (double) PARTS)));
        return bits;
    }

    /** Returns 2^r for r in [−½, ½]. */
    static double powerOfTwo(double r) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = (1.0 + C1 * r) + (C2 + C3 * r) * r2;
        double middle = (C4 + C5 * r) + (C6 + C7 * r) * r2;
        double high = (C8 + C9 * r) + C10 * r2;
        return low + (middle + high * r4) * r4;
    }

    /**
     * Returns exp(x) for x in [{@link #LOWEST}, 709], 0 below: 2^k · 2^(j/16) · 2^(r/16), the second from a table, the third a
     * polynomial of degree 6.
     */
    static double exp(double x) {
        double y = Math.max(x, LOWEST) * (PARTS * LOG2_E);
        double shifted = y + ROUNDING;
        double r = y - (shifted - ROUNDING);
        double r2 = r * r;
        double power =
                (1.0 + PART_C1 * r) + ((PART_C2 + PART_C3 * r) + ((PART_C4 + PART_C5 * r) + PART_C6 * r2) * r2) * r2;
        long parts = Double.doubleToRawLongBits(shifted);
        double scale = Double.longBitsToDouble(POWERS[(int) parts & (PARTS - 1)] + (parts >> 4 << 52));
        return x < LOWEST ? 0 : power * scale;
    }
}
