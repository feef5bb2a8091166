package io.ctcservice.core.math;

/** The {@link Exponentials} in plain loops. */
public final class ScalarExponentials implements Exponentials {

    @Override
    public void write(
            float[] scores,
            int from,
            int stride,
            int rows,
            int columns,
            double[] shifts,
            double[] to,
            int toStart,
            int toStride) {
        var exponential = new Exponential.Block();
        for (int r = 0; r < rows; r++) {
            exponential.write(scores, from + r * stride, columns, shifts[r], to, toStart + r * toStride);
        }
    }

    @Override
    public void replace(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Exponential.exp(values[i]);
        }
    }

    @Override
    public void split(double[] values, long[] exponents, int from, int to) {
        for (int i = from; i < to; i++) {
            if (values[i] == Double.NEGATIVE_INFINITY) {
                values[i] = 0;
                exponents[i] = NO_EXPONENT;
            } else {
                double y = values[i] * Exponential.LOG2_E;
                double whole = Math.rint(y);
                values[i] = Exponential.powerOfTwo(y - whole);
                exponents[i] = (long) whole;
            }
        }
    }
}
