package io.ctcservice.core.loss.shared;

import java.util.Arrays;

/**
 * The forward variable at the last label of a prefix and at the blank after it, before every frame: what paths have read
 * exactly the prefix by then. The frames fall into blocks, each with an exponent of its own, so that none is too small;
 * those of the first and last blocks may be left out.
 */
final class Column {

    /** Frames that share an exponent. */
    static final int BLOCK = 8;

    /** The label of the empty prefix. */
    static final int NONE = -1;

    /** Of frame t at t − 8·base. */
    final double[] labels;

    final double[] blanks;

    /** Power of two of a block, that of block n at n − base. */
    final long[] exponents;

    final int base;

    /** First block and the one after the last; what is before and after counts as 0. */
    int from;

    int to;

    /** The last label of the prefix. */
    int label = NONE;

    /** ln of a bound of what counts as 0 or is not exact, here and in the columns that this one was made of. */
    double lost;

    Column(int blocks) {
        this(new double[BLOCK * blocks], new double[BLOCK * blocks], new long[blocks], 0);
    }

    private Column(double[] labels, double[] blanks, long[] exponents, int base) {
        this.labels = labels;
        this.blanks = blanks;
        this.exponents = exponents;
        this.base = base;
    }

    /** Returns the place of the first frame of a block. */
    int start(int block) {
        return BLOCK * (block - base);
    }

    /** Returns the bytes of a copy. */
    long bytes() {
        return (2L * BLOCK + 1) * Double.BYTES * (to - from);
    }

    /** Returns a copy that takes no more room than it needs. */
    Column copy() {
        var copy = new Column(
                Arrays.copyOfRange(labels, start(from), start(to)),
                Arrays.copyOfRange(blanks, start(from), start(to)),
                Arrays.copyOfRange(exponents, from - base, to - base),
                from);
        copy.from = from;
        copy.to = to;
        copy.label = label;
        copy.lost = lost;
        return copy;
    }
}
