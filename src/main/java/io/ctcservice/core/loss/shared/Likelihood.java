package io.ctcservice.core.loss.shared;

import io.ctcservice.core.LogMath;

/** A sum of products of columns. Not thread-safe. */
final class Likelihood {

    /**
     * The number of powers of two below the sum at which a term is less than rounding, even if there are 2^20 of them.
     */
    private static final int NO_MATTER = 80;

    private double sum;
    private long exponent = Long.MIN_VALUE / 2;

    private Likelihood() {}

    /**
     * Returns ln of the sum over all paths of a target.
     *
     * @param head the column of a prefix of the target, not empty
     * @param tail that of the rest, read from the last label and the last frame on, not empty
     */
    static double ln(Column head, Column tail, int frames) {
        var likelihood = new Likelihood();
        double skip = head.label == tail.label ? 0 : 1;
        int first = Math.max(1, Math.max(Column.BLOCK * head.from, frames + 1 - Column.BLOCK * tail.to));
        int last = Math.min(frames - 1, Math.min(Column.BLOCK * head.to - 1, frames - Column.BLOCK * tail.from));
        for (int t = first; t <= last; t++) {
            int here = t - Column.BLOCK * head.base;
            int there = frames - t - Column.BLOCK * tail.base;
            double entering = head.blanks[here] + skip * head.labels[here];
            double label = tail.labels[there];
            if (entering != 0 && label != 0) {
                long power = head.exponents[here / Column.BLOCK] + tail.exponents[there / Column.BLOCK];
                likelihood.add(entering, label, power);
            }
        }
        return likelihood.ln();
    }

    private void add(double a, double b, long power) {
        int powerA = Math.getExponent(a);
        int powerB = Math.getExponent(b);
        long of = powerA + powerB + power;
        if (of < exponent - NO_MATTER) {
            return;
        }
        double term = Math.scalb(a, -powerA) * Math.scalb(b, -powerB);
        if (of > exponent) {
            sum *= Math.scalb(1.0, (int) Math.max(exponent - of, -2000));
            exponent = of;
        }
        sum += Math.scalb(term, (int) (of - exponent));
    }

    private double ln() {
        if (sum == 0) {
            return LogMath.LOG_ZERO;
        }
        int carry = Math.getExponent(sum);
        return LogMath.ln(Math.scalb(sum, -carry), exponent + carry);
    }
}
