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
        int r = 0;
        for (; r < rows - 3; r += 4) { // an index is read once for four rows
            int row = r * size;
            int toRow = r * stride;
            double factor0 = factors[r];
            double factor1 = factors[r + 1];
            double factor2 = factors[r + 2];
            double factor3 = factors[r + 3];
            for (int i = from; i < until; i++) {
                int at = row + (int) index[i];
                to[toRow + i] = table[at] * factor0;
                to[toRow + stride + i] = table[at + size] * factor1;
                to[toRow + 2 * stride + i] = table[at + 2 * size] * factor2;
                to[toRow + 3 * stride + i] = table[at + 3 * size] * factor3;
            }
        }
        for (; r < rows; r++) {
            for (int i = from; i < until; i++) {
                to[r * stride + i] = table[r * size + (int) index[i]] * factors[r];
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
