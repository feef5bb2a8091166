package io.ctcservice.core.align;

/** Rows of the Viterbi lattice, each a window of {@code width} gaps and the labels before and at them. */
final class RowStore {

    private final int width;
    private final double[] blanks;
    private final double[] labels;
    private final double[] absorbed;
    private int base;

    /**
     * @param absorbs whether any gap absorbs
     */
    RowStore(int rows, int width, boolean absorbs) {
        this.width = width;
        this.blanks = new double[rows * width];
        this.labels = new double[rows * (width + 1)];
        this.absorbed = new double[absorbs ? rows * width : 0];
    }

    int width() {
        return width;
    }

    /** Makes the windows begin at gap {@code base} and discards the stored rows. */
    void moveTo(int base) {
        this.base = base;
    }

    /** Stores the window of these states. */
    void save(int row, ViterbiStates from) {
        System.arraycopy(from.blanks, base, blanks, row * width, width);
        System.arraycopy(from.labels, base, labels, row * (width + 1), width + 1);
        if (absorbed.length > 0) {
            System.arraycopy(from.absorbed, base, absorbed, row * width, width);
        }
    }

    /** Writes the part of a stored row from gap {@code from} to gap {@code to}, exclusive, back to its place. */
    void restore(int row, ViterbiStates into, int from, int to) {
        System.arraycopy(blanks, row * width + from - base, into.blanks, from, to - from);
        System.arraycopy(labels, row * (width + 1) + from - base, into.labels, from, to - from + 1);
        if (absorbed.length > 0) {
            System.arraycopy(absorbed, row * width + from - base, into.absorbed, from, to - from);
        }
    }

    double blank(int row, int u) {
        return blanks[row * width + u - base];
    }

    /** Returns the value of gap {@code u} in its absorbing state. */
    double absorbed(int row, int u) {
        return absorbed[row * width + u - base];
    }

    /** Returns the value of label {@code u}; label −1 is log zero. */
    double label(int row, int u) {
        return labels[row * (width + 1) + u + 1 - base];
    }
}
