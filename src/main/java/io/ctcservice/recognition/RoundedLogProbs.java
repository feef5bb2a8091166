package io.ctcservice.recognition;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;

/**
 * The log-probabilities of networks that compute in half precision. Where many classes are about as probable they are rounded by so much that
 * the probabilities of a row no longer sum to 1; such rows are normalised.
 */
final class RoundedLogProbs {

    /** The distance of a sum of probabilities from 1 that rounding explains: half a unit in the last of 11 bits of logarithms below 32. */
    private static final double MOST = 0.01;

    private RoundedLogProbs() {}

    /** Returns the rows {@code [T][V]}, those that are off by no more than rounding normalised; others are left as they are. */
    static FloatMatrix normalised(FloatMatrix rows) {
        float[] values = rows.borrowArray();
        float[] changed = values;
        boolean isChanged = false;
        int columns = rows.columns();
        for (int t = 0; t < rows.rows(); t++) {
            double sum = sum(values, t * columns, columns);
            double distance = Math.abs(sum - 1);
            if (distance > Emissions.ROW_SUM_TOLERANCE / 2 && distance <= MOST) {
                changed = isChanged ? changed : values.clone();
                isChanged = true;
                for (int v = t * columns; v < (t + 1) * columns; v++) {
                    changed[v] -= (float) Math.log(sum);
                }
            }
        }
        return isChanged ? FloatMatrix.adopt(rows.rows(), columns, changed) : rows;
    }

    private static double sum(float[] values, int from, int count) {
        double sum = 0;
        for (int v = from; v < from + count; v++) {
            sum += Math.exp(values[v]);
        }
        return sum;
    }
}
