package io.ctcservice.core.loss.shared;

import java.util.Arrays;

/**
 * The forward variable at the last label of a prefix and at the blank after it, before every frame: the paths that have
 * read exactly the prefix by then. The frames fall into blocks, each with an exponent of its own, so that none is too
 * small; those of the first and last blocks may be left out.
 */
final class Column {

    /** The number of frames that share an exponent. */
    static final int BLOCK = 8;

    /** The label of the empty prefix. */
    static final int NONE = -1;

    /** The values of frame t, at index t − 8·base. */
    final double[] labels;

    final double[] blanks;

    /** The power of two of each block, that of block n at index n − base. */
    final long[] exponents;

    final int base;

    /** The first block and the one after the last; values before and after count as 0. */
    int from;

    int to;

    /** The last label of the prefix. */
    int label = NONE;

    /**
     * The natural logarithm of a bound of the neglected or inexact parts, here and in the columns from which this one
     * was made.
     */
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

    /** Returns the index of the first frame of a block. */
    int start(int block) {
        return BLOCK * (block - base);
    }

    /** Returns the size of a copy in bytes. */
    long bytes() {
        return (2L * BLOCK + 1) * Double.BYTES * (to - from);
    }

    /** Returns a copy without unused room. */
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
