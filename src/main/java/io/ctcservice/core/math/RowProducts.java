package io.ctcservice.core.math;

/** Products of rows and one factor per row, in float64. */
public interface RowProducts {

    /** The number of elements that the table of {@link #gather} must have beyond those used. */
    int SLACK = 32;

    /**
     * Writes {@code factors[r] · table[r · size + index[i]]} to {@code to[r · stride + i]} for i in [from, until) and r in
     * [0, rows).
     *
     * @param table {@code [rows][size]}, and {@link #SLACK} elements more
     * @param size above every index
     */
    void gather(
            double[] table,
            int size,
            int rows,
            double[] factors,
            long[] index,
            int from,
            int until,
            double[] to,
            int stride);

    /**
     * Writes {@code values[r][i] · factors[r] − subtrahends[r][i]} to {@code to}, row after row from {@code toStart} on.
     *
     * @param values {@code [rows][columns]}
     * @param subtrahends {@code [rows][columns]}
     */
    void multiplySubtract(
            double[] values, double[] factors, double[] subtrahends, int rows, int columns, float[] to, int toStart);
}
