package io.ctcservice.core.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Look-up in a table that fits into four registers of 512 bits: a permutation of registers, no memory. */
final class RegisterTable {

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = LONGS.length();
    private static final int WIDEST = 8;

    private RegisterTable() {}

    static boolean fits(int size) {
        return size <= 4 * LANES && LANES == WIDEST;
    }

    /** As {@link io.ctcservice.core.kernel.RowKernel#gather}, for a table that fits. */
    static void write(
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
}
