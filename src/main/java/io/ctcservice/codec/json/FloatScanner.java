package io.ctcservice.codec.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A parser of JSON numbers in a buffer of ASCII, rounded to the nearest float32 as {@link Float#parseFloat} does. It
 * gives up on whatever is not plain: more than 18 digits, exponents beyond what a double holds exactly, a result so
 * close to the middle between two floats that a double cannot decide the rounding.
 */
final class FloatScanner {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final int MOST_DIGITS = 18; // 10^18 fits a long
    private static final int MOST_OF_A_FLOAT = 3; // digits behind the point beyond eight; with 7 before it, 18 in all

    private static final long ZEROS = 0x3030303030303030L;
    private static final int EIGHT = 8;
    private static final long[] SHIFTS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /** The result of {@link #scan} if there is no plain number. */
    static final int NONE = -1;

    private FloatScanner() {}

    /**
     * Reads the number at {@code from}. Written for random numbers, whose signs and lengths no processor predicts:
     * digits are counted and taken in eight at a time, without a branch for each. The result depends on the digits'
     * count alone, so that the next number can be begun while this one is still being divided and rounded.
     *
     * @param limit where the buffer ends; a number that is near it is not read
     * @param into takes the number at {@code index}; what it takes where there is none is not said
     * @return the position after the number; {@link #NONE} if there is no plain number
     */
    static int scan(byte[] text, int from, int limit, float[] into, int index) {
        if (limit - from <= EIGHT + 1) {
            return NONE;
        }
        long first = (long) LONGS.get(text, from);
        int negative = (first & 0xFF) == '-' ? 1 : 0;
        long eight = (first >>> (EIGHT * negative)) ^ ZEROS; // after a sign, seven bytes and one that is no digit
        int whole = digitCount(eight);
        // no branches: of scores, some begin with 0 and some do not
        long zeroFirst = ((eight & 0xFF) - 1) >>> 63;
        long several = (long) (1 - whole) >>> 63;
        if (whole % EIGHT == 0 || (zeroFirst & several) != 0) { // 0 digits, 8 digits, or a leading 0
            return NONE;
        }
        long mantissa = firstDigits(eight, whole);
        int at = from + negative + whole;
        if (text[at] != '.') {
            return finish(text, at, limit, mantissa, 0, negative, into, index);
        }
        at++;
        if (at + 2 * EIGHT >= limit) {
            return NONE;
        }
        eight = (long) LONGS.get(text, at) ^ ZEROS;
        int fraction = digitCount(eight);
        mantissa = mantissa * SHIFTS[fraction] + firstDigits(eight, fraction);
        eight = (long) LONGS.get(text, at + EIGHT) ^ ZEROS;
        int more = digitCount(eight) & -(fraction / EIGHT); // none unless the eight before are digits
        mantissa = mantissa * SHIFTS[more] + firstDigits(eight, more);
        if (more > MOST_OF_A_FLOAT) {
            return scanLong(text, at, limit, mantissa, whole, more, negative, into, index);
        }
        fraction += more;
        return fraction == 0 ? NONE : finish(text, at + fraction, limit, mantissa, -fraction, negative, into, index);
    }

    /**
     * Continues after more fraction digits than a float32 needs.
     *
     * @param at the position of the first of them
     * @param mantissa with 16 of them, or as many as there are
     * @param whole digits before the point
     * @param more digits after the first eight behind it
     */
    private static int scanLong(
            byte[] text, int at, int limit, long mantissa, int whole, int more, int negative, float[] into, int index) {
        if (at + 3 * EIGHT >= limit) {
            return NONE;
        }
        long last = (long) LONGS.get(text, at + 2 * EIGHT) ^ ZEROS;
        int lastCount = digitCount(last) & -(more / EIGHT);
        int fraction = EIGHT + more + lastCount;
        if (whole + fraction > MOST_DIGITS) {
            boolean startsWithZero = whole == 1 && text[at - 2] == '0';
            if (!startsWithZero || fraction > MOST_DIGITS) {
                return NONE;
            }
        }
        long longer = mantissa * SHIFTS[lastCount] + firstDigits(last, lastCount);
        return finish(text, at + fraction, limit, longer, -fraction, negative, into, index);
    }

    /** Returns how many of eight bytes, from the lowest on, are digits; here '0' has been subtracted from each byte. */
    private static int digitCount(long eight) {
        // adding 6 carries from 10 up; a carry into the next byte comes from one that is no digit already
        long noDigits = (eight | (eight + 0x0606060606060606L)) & 0xF0F0F0F0F0F0F0F0L;
        return Long.numberOfTrailingZeros(noDigits) >>> 3;
    }

    /** Returns the number that the lowest {@code count} bytes spell: pairs are joined, then fours, then all eight. */
    private static long firstDigits(long eight, int count) {
        long digits = count == 0 ? 0 : eight << (Long.SIZE - EIGHT * count); // zeros in front
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L)
                >>> 32;
    }

    private static int finish(
            byte[] text, int at, int limit, long mantissa, int power, int negative, float[] into, int index) {
        if (text[at] == ',' || text[at] == ']') {
            return finished(mantissa, power, negative, at, into, index);
        }
        return (text[at] | 0x20) == 'e'
                ? finishWithExponent(text, at + 1, limit, mantissa, power, negative, into, index)
                : endsNumber(text[at]) ? finished(mantissa, power, negative, at, into, index) : NONE;
    }

    private static int finishWithExponent(
            byte[] text, int from, int limit, long mantissa, int power, int negative, float[] into, int index) {
        int at = from;
        boolean down = at < limit && text[at] == '-';
        if (down || (at < limit && text[at] == '+')) {
            at++;
        }
        int start = at;
        int given = 0;
        while (at < limit && at < start + 4 && text[at] >= '0' && text[at] <= '9') {
            given = given * 10 + text[at++] - '0';
        }
        return at > start && at < limit && endsNumber(text[at])
                ? finished(mantissa, power + (down ? -given : given), negative, at, into, index)
                : NONE;
    }

    private static int finished(long mantissa, int power, int negative, int end, float[] into, int index) {
        float nearest = nearest(mantissa, power);
        into[index] = Float.intBitsToFloat(Float.floatToRawIntBits(nearest) ^ (negative << 31));
        return Float.isNaN(nearest) ? NONE : end;
    }

    private static boolean endsNumber(byte next) {
        return next == ',' || next == ']' || next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    /**
     * Returns the float32 nearest to {@code mantissa * 10^power}, NaN if this method cannot decide it. The double is
     * off by two units in its last place at most (the mantissa's rounding and the division's), so that it tells unless
     * it is within these of the middle between two floats.
     */
    private static float nearest(long mantissa, int power) {
        if (mantissa == 0) {
            return 0;
        }
        if (Math.abs(power) >= POWERS_OF_TEN.length) {
            return Float.NaN;
        }
        double value = power < 0 ? mantissa / POWERS_OF_TEN[-power] : mantissa * POWERS_OF_TEN[power];
        long belowFloat = Double.doubleToRawLongBits(value) & 0x1FFF_FFFFL;
        if (Math.abs(belowFloat - 0x1000_0000L) <= 4) {
            return Float.NaN;
        }
        float nearest = (float) value;
        return nearest <= Float.MAX_VALUE ? nearest : Float.NaN;
    }
}
