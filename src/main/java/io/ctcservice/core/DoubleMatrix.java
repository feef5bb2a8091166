package io.ctcservice.core;

import java.util.Arrays;
import java.util.Objects;

/** An immutable row-major matrix of doubles, for lattices in log space. */
public final class DoubleMatrix {

    private final int rows;
    private final int columns;
    private final double[] values;

    private DoubleMatrix(int rows, int columns, double[] values) {
        if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    rows + " x " + columns + " cells cannot hold " + values.length + " values");
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * Returns a matrix that holds a copy of {@code values}, row after row.
     *
     * @throws IllegalArgumentException if {@code values.length} is not {@code rows * columns}
     */
    public static DoubleMatrix copyOf(int rows, int columns, double[] values) {
        return new DoubleMatrix(rows, columns, values.clone());
    }

    /**
     * Returns a matrix that uses {@code values} itself. For producers that have just filled the array and do not use it
     * again: a later write to it breaks the matrix.
     *
     * @throws IllegalArgumentException if {@code values.length} is not {@code rows * columns}
     */
    public static DoubleMatrix adopt(int rows, int columns, double[] values) {
        return new DoubleMatrix(rows, columns, values);
    }

    /**
     * Returns a matrix of the given rows.
     *
     * @throws IllegalArgumentException if they are of unequal length, or more than one array holds
     */
    public static DoubleMatrix ofRows(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        long cells = (long) rows.length * columns;
        if (cells > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(rows.length + " x " + columns + " cells are too many for one array");
        }
        var values = new double[(int) cells];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException("row " + i + " has " + rows[i].length + " values, not " + columns);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new DoubleMatrix(rows.length, columns, values);
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the number of columns. */
    public int columns() {
        return columns;
    }

    /**
     * Returns one number.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public double get(int row, int column) {
        Objects.checkIndex(column, columns);
        return values[row * columns + column];
    }

    /** Copies one row into {@code target}, which must have room for {@link #columns()} values. */
    public void copyRow(int row, double[] target) {
        System.arraycopy(values, row * columns, target, 0, columns);
    }

    /** Returns a copy of all values, row after row. */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * Returns the values themselves, row after row, for loops that cannot afford a copy. Reading only: a caller that
     * writes breaks every holder of this matrix.
     */
    public double[] borrowArray() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DoubleMatrix that
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "DoubleMatrix[" + rows + " x " + columns + "]";
    }
}
