package io.ctcservice.core;

import java.util.Arrays;
import java.util.Objects;

/** An immutable row-major matrix of floats, for emissions, gradients, occupancies and features. */
public final class FloatMatrix {

    private final int rows;
    private final int columns;
    private final float[] values;

    private FloatMatrix(int rows, int columns, float[] values) {
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
    public static FloatMatrix copyOf(int rows, int columns, float[] values) {
        return new FloatMatrix(rows, columns, values.clone());
    }

    /**
     * Returns a matrix that uses {@code values} itself. For producers that have just filled the array and do not use it
     * again: a later write to it breaks the matrix.
     *
     * @throws IllegalArgumentException if {@code values.length} is not {@code rows * columns}
     */
    public static FloatMatrix adopt(int rows, int columns, float[] values) {
        return new FloatMatrix(rows, columns, values);
    }

    /**
     * Returns a matrix of the given rows.
     *
     * @throws IllegalArgumentException if they are of unequal length, or more than one array holds
     */
    public static FloatMatrix ofRows(float[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        long cells = (long) rows.length * columns;
        if (cells > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(rows.length + " x " + columns + " cells are too many for one array");
        }
        var values = new float[(int) cells];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException("row " + i + " has " + rows[i].length + " values, not " + columns);
            }
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new FloatMatrix(rows.length, columns, values);
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
    public float get(int row, int column) {
        Objects.checkIndex(column, columns);
        return values[row * columns + column];
    }

    /** Copies one row into {@code target}, which must have room for {@link #columns()} values. */
    public void copyRow(int row, float[] target) {
        System.arraycopy(values, row * columns, target, 0, columns);
    }

    /** Returns a copy of all values, row after row. */
    public float[] toArray() {
        return values.clone();
    }

    /**
     * Returns the values themselves, row after row, for loops that cannot afford a copy. Reading only: a caller that
     * writes breaks every holder of this matrix.
     */
    public float[] borrowArray() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatMatrix that
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
        return "FloatMatrix[" + rows + " x " + columns + "]";
    }
}
