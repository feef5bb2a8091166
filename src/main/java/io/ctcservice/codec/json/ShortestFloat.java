package io.ctcservice.codec.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A formatter of float32 numbers that gives the text of {@link Float#toString(float)}: the fewest decimals that read
 * back as the same float, and of these the nearest. Straight to bytes, without a branch for each digit. Thread-safe.
 *
 * <p>A float c·2^q, c of 24 bits, may be written as any number between its neighbours' middles, (c ± ½)·2^q. With k the
 * largest integer for which 10^k ≤ 2^q, at least one multiple of 10^k lies there, and one multiple of 10^(k+1) at most:
 * that one if there is one, else the nearest of the others. All is seen from c·2^q·10^−k and the two middles in units of
 * a quarter, rounded to odd, which take a product of 64 by 32 bits each.
 *
 * @see <a href="https://drive.google.com/file/d/1IEeATSVnEE6TkrHlCYNY2GjaraBjOT4f">R. Giulietti, "The Schubfach way to
 *     render doubles", 2021</a>
 */
final class ShortestFloat {

    /** The room that one number needs, in bytes, with the bytes that are written beyond its end. */
    static final int ROOM = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FRACTION_BITS = 23;
    private static final int LEAST_NORMAL = 1 << FRACTION_BITS;
    private static final int EXPONENTS = 255; // as they are written in a float; the last is that of infinities and NaN
    private static final int BIAS = 127 + FRACTION_BITS;

    /** For each exponent: k, then how far and by what to multiply for a product by 2^q·10^−k, whose top half is whole. */
    private static final byte[] POWERS = new byte[EXPONENTS];

    private static final byte[] SHIFTS = new byte[EXPONENTS];
    private static final long[] FACTORS = new long[EXPONENTS];

    private static final int[] TO_NINE_DIGITS = {
        0, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1
    };
    private static final int EIGHT_DIGITS = 100_000_000;
    private static final long ZEROS = 0x3030303030303030L;
    private static final byte[] NO_DIGITS_BUT_ZEROS = "0.00".getBytes(StandardCharsets.US_ASCII);

    static {
        for (int exponent = 1; exponent < EXPONENTS; exponent++) {
            prepare(exponent);
        }
    }

    private ShortestFloat() {}

    private static void prepare(int exponent) {
        int q = exponent - BIAS;
        int k = (int) Math.floor(q * Math.log10(2)); // exact enough: no power of two is near enough to a power of ten
        var ratio = power(10, -k).multiply(power(2, q)); // in [1, 10)
        int bits = ratio.toBigInteger().bitLength(); // 1 to 4: the factor gets 63 bits
        var factor = ratio.multiply(power(2, Long.SIZE - 1 - bits)).setScale(0, RoundingMode.FLOOR);
        POWERS[exponent] = (byte) k;
        SHIFTS[exponent] = (byte) (1 + bits);
        FACTORS[exponent] = factor.toBigInteger().longValueExact() + 1; // rounded up, so that exact products stay whole
    }

    private static BigDecimal power(int base, int exponent) {
        var power = new BigDecimal(BigInteger.valueOf(base).pow(Math.abs(exponent)));
        return exponent >= 0 ? power : BigDecimal.ONE.divide(power, new MathContext(80)); // far more than 63 bits
    }

    /**
     * Writes a finite number.
     *
     * @param into has {@link #ROOM} bytes from {@code at} on
     * @return the index after its text
     */
    static int write(float value, byte[] into, int at) {
        int bits = Float.floatToRawIntBits(value);
        into[at] = '-';
        int start = at + (bits >>> 31);
        int exponent = (bits >>> FRACTION_BITS) & 0xFF;
        int fraction = bits & (LEAST_NORMAL - 1);
        if (exponent == 0 || fraction == 0) { // zero, subnormal, or a power of two, nearer to the float below it
            return writeSeldom(Math.abs(value), into, start);
        }
        int c = fraction | LEAST_NORMAL;
        int wholeBits = exponent - BIAS + FRACTION_BITS;
        if (wholeBits >= 0 && wholeBits < FRACTION_BITS && fraction << (wholeBits + 9) == 0) {
            return writeWhole(c >>> (FRACTION_BITS - wholeBits), into, start);
        }
        int digits = shortest(c, FACTORS[exponent], SHIFTS[exponent]);
        int length = 7 + (digits >= 10_000_000 ? 1 : 0) + (digits >= EIGHT_DIGITS ? 1 : 0); // 2^23 to 10·2^24
        return write(digits * TO_NINE_DIGITS[length], POWERS[exponent] + length, into, start);
    }

    /** Returns the shortest decimal between the two midpoints, in units of 10^k. */
    private static int shortest(int c, long factor, int shift) {
        int open = c & 1; // the midpoints themselves round to the even float
        long low = product(4L * c - 2, factor, shift) + open;
        long high = product(4L * c + 2, factor, shift) - open;
        int middle = (int) product(4L * c, factor, shift);
        int below = middle >>> 2;
        int tensBelow = below / 10 * 10;
        boolean isBelowIn = low <= 4L * tensBelow;
        boolean isAboveIn = 4L * tensBelow + 40 <= high;
        int tens = isBelowIn ? tensBelow : tensBelow + 10;
        int nearest = below + ((middle & 3) + (below & 1) >= 3 ? 1 : 0);
        return isBelowIn || isAboveIn ? tens : nearest;
    }

    /** Returns the integer part of the product, with the lowest bit set if the product is not whole. */
    private static long product(long quarters, long factor, int shift) {
        long multiplied = quarters << shift;
        long high = Math.multiplyHigh(factor, multiplied);
        long low = factor * multiplied;
        return high | (low >>> 32 != 0 ? 1 : 0); // the lower bits hold only the error of the factor
    }

    private static int writeSeldom(float magnitude, byte[] into, int at) {
        String text = Float.toString(magnitude);
        for (int i = 0; i < text.length(); i++) {
            into[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    private static int writeWhole(int number, byte[] into, int at) {
        int length = 1;
        for (int bound = 10; number >= bound; bound *= 10) {
            length++;
        }
        return write(number * TO_NINE_DIGITS[length], length, into, at);
    }

    /**
     * Writes 0.d₁…d₉·10^point.
     *
     * @param digits nine of them, the first not 0
     */
    private static int write(int digits, int point, byte[] into, int at) {
        int first = digits / EIGHT_DIGITS;
        long rest = eight(digits - first * EIGHT_DIGITS);
        int count = 9 - (Long.numberOfLeadingZeros(rest) >>> 3); // without the zeros at the end
        rest += ZEROS;
        if (point > 7 || point < -2) {
            return writeScientific(first, rest, count, point - 1, into, at);
        }
        if (point <= 0) {
            System.arraycopy(NO_DIGITS_BUT_ZEROS, 0, into, at, NO_DIGITS_BUT_ZEROS.length);
            int start = at + 2 - point;
            into[start] = (byte) ('0' + first);
            LONGS.set(into, start + 1, rest);
            return start + count;
        }
        into[at] = (byte) ('0' + first);
        LONGS.set(into, at + 1, rest);
        into[at + point] = '.';
        LONGS.set(into, at + point + 1, rest >>> (Byte.SIZE * (point - 1)));
        return at + Math.max(count, point + 1) + 1;
    }

    private static int writeScientific(int first, long rest, int count, int power, byte[] into, int at) {
        into[at] = (byte) ('0' + first);
        into[at + 1] = '.';
        LONGS.set(into, at + 2, rest);
        int end = at + Math.max(count, 2) + 1;
        into[end++] = 'E';
        into[end] = '-';
        end += power >>> 31;
        int size = Math.abs(power);
        into[end] = (byte) ('0' + size / 10);
        end += size >= 10 ? 1 : 0;
        into[end] = (byte) ('0' + size % 10);
        return end + 1;
    }

    /** Returns the eight digits of a number, the first in the lowest byte: it is cut into fours, pairs, and digits. */
    private static long eight(int number) {
        long fours = number / 10_000 | ((long) (number % 10_000) << 32);
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000007F_0000007FL; // by 100: 10486 / 2^20 is right up to 9999
        long pairs = hundreds | ((fours - hundreds * 100) << 16);
        long tens = ((pairs * 103) >>> 10) & 0x000F000F_000F000FL; // by 10: 103 / 2^10 is right up to 99
        return tens | ((pairs - tens * 10) << 8);
    }
}
