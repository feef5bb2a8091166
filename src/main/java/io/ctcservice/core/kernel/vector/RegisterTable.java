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

    /** Writes {@code table[start + index[i]]} to {@code to[toStart + i]}; false if the table is too large. */
    static boolean write(
            double[] table, int start, int size, long[] index, int from, int until, double[] to, int toStart) {
        if (size > 4 * LANES || LANES != WIDEST) {
            return false;
        }
        var part0 = DoubleVector.fromArray(DOUBLES, table, start).reinterpretAsLongs();
        var part1 = DoubleVector.fromArray(DOUBLES, table, start + LANES).reinterpretAsLongs();
        var part2 = DoubleVector.fromArray(DOUBLES, table, start + 2 * LANES).reinterpretAsLongs();
        var part3 = DoubleVector.fromArray(DOUBLES, table, start + 3 * LANES).reinterpretAsLongs();
        for (int i = from; i < until; i += LANES) {
            var places = LongVector.fromArray(LONGS, index, i);
            var low = places.selectFrom(part0, part1);
            var high = places.selectFrom(part2, part3);
            low.blend(high, places.compare(VectorOperators.GE, 2 * WIDEST))
                    .reinterpretAsDoubles()
                    .intoArray(to, toStart + i);
        }
        return true;
    }
}
