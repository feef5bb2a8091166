package io.ctcservice.core.loss.scaled;

/** The pairs of a target ordered by class, to be summed class by class: for targets in which classes repeat often. */
final class StatesByClass {

    /** The number of frames that are summed at a time: as many independent sums. */
    private static final int TOGETHER = 8;

    /** The index in {@link #pairs} where the run of each sum starts; one more than there are sums. */
    private final int[] starts;

    private final int[] pairs;

    /**
     * Makes the order of these pairs.
     *
     * @param places the place of each pair's sum
     * @param width how many places there are
     * @param firstPair index of the first pair
     */
    StatesByClass(int[] places, int width, int firstPair) {
        this.starts = new int[width + 1];
        this.pairs = new int[places.length];
        for (int place : places) {
            starts[place + 1]++;
        }
        for (int place = 0; place < width; place++) {
            starts[place + 1] += starts[place];
        }
        var next = starts.clone();
        for (int u = 0; u < places.length; u++) {
            pairs[next[places[u]]++] = firstPair + u;
        }
    }

    /** Writes the sums of {@code frames} frames, {@code [frames][width]}. */
    void sum(Posteriors posteriors, int frames, double[] sums) {
        int width = starts.length - 1;
        int f = 0;
        for (; f <= frames - TOGETHER; f += TOGETHER) {
            sumTogether(posteriors.labels, f * posteriors.stride, posteriors.stride, sums, f * width);
        }
        for (; f < frames; f++) {
            sumOne(posteriors.labels, f * posteriors.stride, sums, f * width);
        }
    }

    private void sumTogether(double[] labels, int at, int stride, double[] sums, int to) {
        int width = starts.length - 1;
        for (int place = 0; place < width; place++) {
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            double sum4 = 0;
            double sum5 = 0;
            double sum6 = 0;
            double sum7 = 0;
            for (int p = starts[place]; p < starts[place + 1]; p++) {
                int i = at + pairs[p];
                sum0 += labels[i];
                sum1 += labels[i + stride];
                sum2 += labels[i + 2 * stride];
                sum3 += labels[i + 3 * stride];
                sum4 += labels[i + 4 * stride];
                sum5 += labels[i + 5 * stride];
                sum6 += labels[i + 6 * stride];
                sum7 += labels[i + 7 * stride];
            }
            sums[to + place] = sum0;
            sums[to + width + place] = sum1;
            sums[to + 2 * width + place] = sum2;
            sums[to + 3 * width + place] = sum3;
            sums[to + 4 * width + place] = sum4;
            sums[to + 5 * width + place] = sum5;
            sums[to + 6 * width + place] = sum6;
            sums[to + 7 * width + place] = sum7;
        }
    }

    private void sumOne(double[] labels, int at, double[] sums, int to) {
        for (int place = 0; place < starts.length - 1; place++) {
            double sum = 0;
            for (int p = starts[place]; p < starts[place + 1]; p++) {
                sum += labels[at + pairs[p]];
            }
            sums[to + place] = sum;
        }
    }
}
