package io.ctcservice.core.decode;

import io.ctcservice.core.LogMath;

/**
 * The prefixes that a search keeps: for each its node in the tree, ln p of the paths that end in a blank, in its last label, and
 * in either, and its score besides the emissions. Not thread-safe.
 */
final class Beam {

    final int[] node;
    final double[] blank;
    final double[] label;
    final double[] total;
    final double[] bonus;
    int size;

    Beam(int width) {
        node = new int[width];
        blank = new double[width];
        label = new double[width];
        total = new double[width];
        bonus = new double[width];
    }

    /** Appends a prefix, and returns its place. */
    int add(int prefix, double inBlank, double inLabel, double inEither, double added) {
        node[size] = prefix;
        blank[size] = inBlank;
        label[size] = inLabel;
        total[size] = inEither;
        bonus[size] = added;
        return size++;
    }

    /** Appends a blank to all paths. */
    void addBlank(double logProb) {
        for (int j = 0; j < size; j++) {
            total[j] += logProb;
            blank[j] = total[j];
            label[j] = LogMath.LOG_ZERO;
        }
    }

    /** Returns the place of the prefix with the highest score, the first of equals; 0 if there is none. */
    int best() {
        int best = 0;
        for (int j = 1; j < size; j++) {
            if (total[j] + bonus[j] > total[best] + bonus[best]) {
                best = j;
            }
        }
        return best;
    }

    /** Leaves out the prefixes that are no longer in the tree, and keeps the others in order. */
    void retain(PrefixTree tree) {
        int kept = size;
        size = 0;
        for (int j = 0; j < kept; j++) {
            if (tree.slot(node[j]) == j) {
                tree.setSlot(node[j], add(node[j], blank[j], label[j], total[j], bonus[j]));
            }
        }
    }
}
