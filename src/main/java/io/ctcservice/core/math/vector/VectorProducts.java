package io.ctcservice.core.math.vector;

import static io.ctcservice.core.math.vector.VectorExponentials.DOUBLES;
import static io.ctcservice.core.math.vector.VectorExponentials.FLOATS;
import static io.ctcservice.core.math.vector.VectorExponentials.LANES;
import static io.ctcservice.core.math.vector.VectorExponentials.LONGS;

import io.ctcservice.core.math.RowProducts;
import io.ctcservice.core.math.ScalarProducts;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The {@link RowProducts} on vectors. A table that fits into four registers of 512 bits is looked up by a permutation
 * of registers, without memory.
 */
final class VectorProducts implements RowProducts {

    /** The number of lanes of the registers for which the table is made. */
    private static final int WIDEST = 8;

    /** The implementation for rows shorter than a vector, and for tables that do not fit. */
    private static final RowProducts PLAIN = new ScalarProducts();

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
        if (size <= 4 * LANES && LANES == WIDEST) {
            gatherFromRegisters(table, size, rows, factors, index, from, until, to, stride);
        } else {
            PLAIN.gather(table, size, rows, factors, index, from, until, to, stride);
        }
    }

    private static void gatherFromRegisters(
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
            var part0 = part(table, r * size);
            var part1 = part(table, r * size + LANES);
            var part2 = part(table, r * size + 2 * LANES);
            var part3 = part(table, r * size + 3 * LANES);
            for (int i = from; i < until; i += LANES) {
                var places = LongVector.fromArray(LONGS, index, i);
                var low = places.selectFrom(part0, part1);
                var high = places.selectFrom(part2, part3);
                low.blend(high, places.compare(VectorOperators.GE, 2 * WIDEST))
                        .reinterpretAsDoubles()
                        .mul(factors[r])
                        .intoArray(to, r * stride + i);
            }
        }
    }

    private static LongVector part(double[] table, int start) {
        return DoubleVector.fromArray(DOUBLES, table, start).reinterpretAsLongs();
    }

    @Override
    public void multiplySubtract(
            double[] values, double[] factors, double[] subtrahends, int rows, int columns, float[] to, int toStart) {
        if (columns < LANES) {
            PLAIN.multiplySubtract(values, factors, subtrahends, rows, columns, to, toStart);
            return;
        }
        for (int r = 0; r < rows; r++) {
            var factor = DoubleVector.broadcast(DOUBLES, factors[r]);
            int end = (r + 1) * columns;
            int i = r * columns;
            for (; i <= end - LANES; i += LANES) {
                narrow(difference(values, factor, subtrahends, i)).intoArray(to, toStart + i);
            }
            if (i < end) { // the last step computes some a second time
                narrow(difference(values, factor, subtrahends, end - LANES)).intoArray(to, toStart + end - LANES);
            }
        }
    }

    private static DoubleVector difference(double[] values, DoubleVector factor, double[] subtrahends, int i) {
        return DoubleVector.fromArray(DOUBLES, values, i)
                .mul(factor)
                .sub(DoubleVector.fromArray(DOUBLES, subtrahends, i));
    }

    private static FloatVector narrow(DoubleVector values) {
        return (FloatVector) values.convertShape(VectorOperators.D2F, FLOATS, 0);
    }
}
