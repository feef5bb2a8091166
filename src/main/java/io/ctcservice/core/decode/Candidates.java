package io.ctcservice.core.decode;

import java.util.Arrays;

/**
 * The candidates for the next beam: prefixes that stay, and prefixes extended by a label. Keeps the best by score, in
 * O(1) a candidate: whenever the buffer is full, a quickselect drops all but the best.
 */
final class Candidates {

    /** The label of a candidate that is not extended. */
    static final int STAYS = -1;

    private final int width;
    private final double margin;
    private final int[] order;
    private final double[] scores;
    private final double[] acoustic;
    private final int[] slots;
    private final int[] labels;
    private int size;
    private double best;
    private double threshold;

    /**
     * @param width how many are kept
     * @param margin how much lower a score may be than what the best is sure of, at most 0
     */
    Candidates(int width, double margin) {
        this.width = width;
        this.margin = margin;
        int capacity = 2 * width + 32;
        this.order = new int[capacity];
        Arrays.setAll(order, i -> i); // stays a permutation
        this.scores = new double[capacity];
        this.acoustic = new double[capacity];
        this.slots = new int[capacity];
        this.labels = new int[capacity];
    }

    void clear() {
        size = 0;
        best = Double.NEGATIVE_INFINITY;
        threshold = Double.NEGATIVE_INFINITY;
    }

    /** Returns the score below which a candidate cannot be kept. */
    double threshold() {
        return threshold;
    }

    /** Returns whether this score is higher than what any candidate is sure of. */
    boolean isBest(double score) {
        return score > best;
    }

    /**
     * Adds a candidate, unless it cannot be kept.
     *
     * @param atRisk how much of its score it may lose later, at least 0: candidates are kept by what the best is sure of. Of no
     *     effect unless {@link #isBest}
     */
    void offer(double score, double atRisk, double logProb, int slot, int label) {
        if (score < threshold) {
            return;
        }
        if (size == order.length) {
            select();
            if (score < threshold) {
                return;
            }
        }
        int at = order[size++];
        scores[at] = score;
        acoustic[at] = logProb;
        slots[at] = slot;
        labels[at] = label;
        if (score - atRisk > best) {
            best = score - atRisk;
            threshold = Math.max(threshold, best + margin);
        }
    }

    /** Raises the threshold to the lowest score once as many as are kept have been offered. */
    void settle() {
        if (size >= width) {
            threshold = Math.max(threshold, lowest());
        }
    }

    /** Keeps the best candidates, at most {@code width}, all within the margin, in no particular order. */
    void select() {
        if (size > width) {
            partition();
            size = width;
            settle();
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (scores[order[i]] >= best + margin) {
                swap(kept++, i);
            }
        }
        size = kept;
    }

    /** Moves the {@code width} highest scores to the front by quickselect; ties usually go to those offered first. */
    private void partition() {
        int low = 0;
        int high = size - 1;
        while (low < high) {
            double pivot = median(scores[order[low]], scores[order[(low + high) >>> 1]], scores[order[high]]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (scores[order[i]] > pivot) {
                    i++;
                }
                while (scores[order[j]] < pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (width - 1 <= j) {
                high = j;
            } else if (width - 1 >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void swap(int i, int j) {
        int other = order[i];
        order[i] = order[j];
        order[j] = other;
    }

    private double lowest() {
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            lowest = Math.min(lowest, scores[order[i]]);
        }
        return lowest;
    }

    int size() {
        return size;
    }

    /** Returns whether this prefix and label are among the candidates. O(size). */
    boolean contains(int slot, int label) {
        for (int i = 0; i < size; i++) {
            if (slots[order[i]] == slot && labels[order[i]] == label) {
                return true;
            }
        }
        return false;
    }

    double acoustic(int i) {
        return acoustic[order[i]];
    }

    int slot(int i) {
        return slots[order[i]];
    }

    int label(int i) {
        return labels[order[i]];
    }
}
