package io.ctcservice.core;

/** Numbers as a person writes them: whole ones without a point. */
public final class PlainNumber {

    /** Whole numbers up to here are written with all their digits. */
    private static final double LARGEST = 1e15;

    private PlainNumber() {}

    /** Returns {@code 3} for 3.0, and {@code 2.5}. */
    public static String of(double number) {
        return isWhole(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** Returns {@code 3} for 3.0, and {@code 2.5}. */
    public static String of(float number) {
        return isWhole(number) ? Long.toString((long) number) : Float.toString(number);
    }

    /** Returns the same of a number, and what anything else says of itself. */
    public static String of(Object found) {
        if (found instanceof Double number) {
            return of(number.doubleValue());
        }
        return found instanceof Float number ? of(number.floatValue()) : String.valueOf(found);
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGEST;
    }
}
