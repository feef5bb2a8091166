package io.ctcservice.core.lm;

import java.util.Arrays;

/**
 * A builder of a {@link LetterModel} from sorted n-grams: the trie, breadth first, then counts, then probabilities from
 * short to long.
 */
final class LetterModelBuilder {

    private static final int MASK = (1 << Letters.BITS) - 1;

    /** The least discount; near 0 a model would not smooth, near 1 it would ignore its longest n-grams. */
    private static final double LEAST_DISCOUNT = 0.1;

    private static final double LARGEST_DISCOUNT = 0.95;

    private final long[] ngrams;
    private int states = 1;
    private int[] firstChild = new int[16];
    private short[] symbol = new short[16];
    private byte[] depth = new byte[16];
    private int[] parent = new int[16];
    private int[] low = new int[16];
    private int[] high = new int[16];

    LetterModelBuilder(long[] ngrams) {
        this.ngrams = ngrams;
    }

    LetterModel build() {
        high[0] = ngrams.length;
        for (int s = 0; s < states; s++) {
            firstChild[s] = states;
            if (depth[s] < LetterModel.ORDER) {
                addChildren(s);
            }
        }
        firstChild[states] = states;
        return estimate(LetterModel.shape(Arrays.copyOf(firstChild, states + 1), Arrays.copyOf(symbol, states)));
    }

    /** Adds the children of a state, which is a range of the sorted n-grams that share their first symbols. */
    private void addChildren(int s) {
        int shift = Letters.BITS * (LetterModel.ORDER - 1 - depth[s]);
        int from = low[s];
        while (from < high[s]) {
            int next = (int) (ngrams[from] >>> shift) & MASK;
            int to = from + 1;
            while (to < high[s] && ((int) (ngrams[to] >>> shift) & MASK) == next) {
                to++;
            }
            if (next != Letters.UNSEEN) {
                add(s, next, from, to);
            }
            from = to;
        }
    }

    private void add(int s, int next, int from, int to) {
        if (states + 2 > firstChild.length) {
            int length = 2 * firstChild.length;
            firstChild = Arrays.copyOf(firstChild, length);
            symbol = Arrays.copyOf(symbol, length);
            depth = Arrays.copyOf(depth, length);
            parent = Arrays.copyOf(parent, length);
            low = Arrays.copyOf(low, length);
            high = Arrays.copyOf(high, length);
        }
        low[states] = from;
        high[states] = to;
        depth[states] = (byte) (depth[s] + 1);
        parent[states] = s;
        symbol[states++] = (short) next;
    }

    private LetterModel estimate(LetterModel model) {
        int[] counts = counts(model);
        double[] discounts = discounts(counts);
        var probability = new double[states];
        for (int s = 0; s < states; s++) {
            estimateChildren(model, s, counts, discounts[depth[s] + 1], probability);
        }
        return model;
    }

    /**
     * Returns the count of each longest n-gram and each n-gram at the beginning of a word; for others the number of
     * different letters before them.
     */
    private int[] counts(LetterModel model) {
        var counts = new int[states];
        for (int s = 1; s < states; s++) {
            int shorter =
                    parent[s] == LetterModel.ROOT ? LetterModel.ROOT : model.child(model.backoff(parent[s]), symbol[s]);
            model.setFallback(s, shorter);
            if (depth[s] > 1) {
                counts[shorter]++;
            }
        }
        int first = Letters.BITS * (LetterModel.ORDER - 1);
        for (int s = 0; s < states; s++) {
            boolean begins = s > 0 && ngrams[low[s]] >>> first == Letters.START;
            if (begins || depth[s] == LetterModel.ORDER) {
                counts[s] = high[s] - low[s];
            }
            model.setLengthFromStart(s, begins ? depth[s] - 1 : -1);
        }
        return counts;
    }

    /** Returns the absolute discount of each length: n1/(n1 + 2·n2). */
    private double[] discounts(int[] counts) {
        var once = new int[LetterModel.ORDER + 2];
        var twice = new int[LetterModel.ORDER + 2];
        for (int s = 1; s < states; s++) {
            if (counts[s] == 1) {
                once[depth[s]]++;
            } else if (counts[s] == 2) {
                twice[depth[s]]++;
            }
        }
        var discounts = new double[LetterModel.ORDER + 2];
        for (int n = 1; n < discounts.length; n++) {
            double discount = once[n] / Math.max(1.0, once[n] + 2.0 * twice[n]);
            discounts[n] = Math.max(LEAST_DISCOUNT, Math.min(discount, LARGEST_DISCOUNT));
        }
        return discounts;
    }

    private void estimateChildren(LetterModel model, int s, int[] counts, double discount, double[] probability) {
        long total = 0;
        int types = 0;
        for (int child = firstChild[s]; child < firstChild[s + 1]; child++) {
            if (symbol[child] != Letters.START) {
                total += counts[child];
                types++;
            }
        }
        double left = total == 0 ? 1 : discount * types / total;
        for (int child = firstChild[s]; child < firstChild[s + 1]; child++) {
            // nothing is shorter than one letter: the rest is divided equally
            double lower = s == LetterModel.ROOT ? 1.0 / types : probability[model.backoff(child)];
            probability[child] = Math.max(0, counts[child] - discount) / Math.max(1, total) + left * lower;
            model.setLogProb(child, symbol[child] == Letters.START ? 0 : Math.log(probability[child]));
        }
        model.setLogBackoff(s, s == LetterModel.ROOT ? 0 : Math.log(left));
    }
}
