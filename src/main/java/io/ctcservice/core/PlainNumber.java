package io.ctcservice.core;

import java.math.BigDecimal;

/** Numbers as a person writes them: whole ones without a point, and a power of ten only instead of many zeros. */
public final class PlainNumber {

    private static final double LARGEST = 1e15;
    private static final double SMALLEST = 1e-6;

    private PlainNumber() {}

    /** Returns {@code 3} for 3.0, {@code 2.5}, {@code 0.0001} and {@code 1e30}. */
    public static String of(double number) {
        return number == 0 ? "0" : plain(Double.toString(number), Math.abs(number));
    }

    /** Returns {@code 3} for 3.0, {@code 2.5}, {@code 0.0001} and {@code 1e30}. */
    public static String of(float number) {
        return number == 0 ? "0" : plain(Float.toString(number), Math.abs(number));
    }

    /** Returns the same of a number, and what anything else says of itself. */
    public static String of(Object found) {
        if (found instanceof Double number) {
            return of(number.doubleValue());
        }
        return found instanceof Float number ? of(number.floatValue()) : String.valueOf(found);
    }

    private static String plain(String written, double size) {
        String digits = written.replaceFirst("\\.0(?=E|$)", "");
        return size >= SMALLEST && size < LARGEST ? new BigDecimal(digits).toPlainString() : digits.replace('E', 'e');
    }
}
