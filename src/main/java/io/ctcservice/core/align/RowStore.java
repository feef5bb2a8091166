package io.ctcservice.core.align;

/** Rows of the Viterbi lattice, each a window of {@code width} gaps and the labels before and at them. */
final class RowStore {

    private final int width;
    private final double[] blanks;
    private final double[] labels;
    private int base;

    RowStore(int rows, int width) {
        this.width = width;
        this.blanks = new double[rows * width];
        this.labels = new double[rows * (width + 1)];
    }

    /** Makes the windows begin at gap {@code base}; what was stored is worthless then. */
    void moveTo(int base) {
        this.base = base;
    }

    /** Stores the window of these arrays, which are laid out as a {@code ViterbiRow} has them. */
    void save(int row, double[] fromBlanks, double[] fromLabels) {
        System.arraycopy(fromBlanks, base, blanks, row * width, width);
        System.arraycopy(fromLabels, base, labels, row * (width + 1), width + 1);
    }

    /** Writes the part of a stored row from gap {@code from} to gap {@code to}, exclusive, back to its place. */
    void restore(int row, double[] toBlanks, double[] toLabels, int from, int to) {
        System.arraycopy(blanks, row * width + from - base, toBlanks, from, to - from);
        System.arraycopy(labels, row * (width + 1) + from - base, toLabels, from, to - from + 1);
    }

    double blank(int row, int u) {
        return blanks[row * width + u - base];
    }

    /** Returns the value of label {@code u}; label −1 is log zero. */
    double label(int row, int u) {
        return labels[row * (width + 1) + u + 1 - base];
    }
}
