package io.ctcservice.core.math;

/** The {@link RowProducts} in plain loops. */
public final class ScalarProducts implements RowProducts {

    @Override
    public void gather(
            double[] table,
            int size,
            int rows,
            double[] factors,
            long[] index,
            int from,
            int until,
            double[] to,
            int stride) {
        for (int r = 0; r < rows; r++) {
            int row = r * size;
            int toRow = r * stride;
            double factor = factors[r];
            for (int i = from; i < until; i++) {
                to[toRow + i] = table[row + (int) index[i]] * factor;
            }
        }
    }

    @Override
    public void multiplySubtract(
            double[] values, double[] factors, double[] subtrahends, int rows, int columns, float[] to, int toStart) {
        for (int r = 0; r < rows; r++) {
            double factor = factors[r];
            for (int i = r * columns; i < (r + 1) * columns; i++) {
                to[toStart + i] = (float) (values[i] * factor - subtrahends[i]);
            }
        }
    }
}
