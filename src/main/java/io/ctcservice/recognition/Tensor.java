package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers in any number of dimensions, row-major: floats, or whole numbers such as lengths. */
public final class Tensor {

    private final float @Nullable [] floats;
    private final long @Nullable [] longs;
    private final List<Integer> shape;

    private Tensor(float @Nullable [] floats, long @Nullable [] longs, List<Integer> shape) {
        long cells = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        int given = floats == null ? longs == null ? 0 : longs.length : floats.length;
        if (cells != given) {
            throw new IllegalArgumentException(shape + " cannot hold " + given + " values");
        }
        this.floats = floats;
        this.longs = longs;
        this.shape = List.copyOf(shape);
    }

    /** Returns a tensor on {@code values} itself, which nobody may write to afterwards. */
    public static Tensor of(float[] values, List<Integer> shape) {
        return new Tensor(values, null, shape);
    }

    /** Returns a tensor on {@code values} itself, which nobody may write to afterwards. */
    public static Tensor of(long[] values, List<Integer> shape) {
        return new Tensor(null, values, shape);
    }

    /** Returns a matrix as a tensor of two dimensions. */
    public static Tensor of(FloatMatrix matrix) {
        return of(matrix.borrowArray(), List.of(matrix.rows(), matrix.columns()));
    }

    public List<Integer> shape() {
        return shape;
    }

    /** Returns whether it holds whole numbers. */
    public boolean isWhole() {
        return longs != null;
    }

    /**
     * Returns the values themselves, for reading only.
     *
     * @throws IllegalStateException if they are whole numbers
     */
    public float[] borrowFloats() {
        if (floats == null) {
            throw new IllegalStateException("whole numbers");
        }
        return floats;
    }

    /**
     * Returns the values themselves, for reading only.
     *
     * @throws IllegalStateException if they are floats
     */
    public long[] borrowLongs() {
        if (longs == null) {
            throw new IllegalStateException("floats");
        }
        return longs;
    }
}
