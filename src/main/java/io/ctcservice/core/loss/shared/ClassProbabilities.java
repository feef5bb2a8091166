package io.ctcservice.core.loss.shared;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.math.RowMath;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The probabilities of single classes in all frames, computed when first asked for. Not thread-safe. */
final class ClassProbabilities {

    /**
     * The ln p below which a probability counts as 0: the product of eight such is in the range of a double, if scaled.
     */
    private static final double LEAST = -690;

    /** A logarithm whose exp is 0. */
    private static final double NOTHING = -10_000;

    /** The cost of a block with a probability of 0. */
    static final int INFINITE = 1 << 24;

    /** The most memory that the computed probabilities may take together. */
    private static final long MOST_BYTES = 32L << 20;

    private final Emissions emissions;
    private final @Nullable ClassProbabilities opposite;
    private final int blocks;
    private final Map<Integer, Probabilities> known = new HashMap<>();
    private double dropped = LogMath.LOG_ZERO;

    ClassProbabilities(Emissions emissions) {
        this(emissions, null);
    }

    private ClassProbabilities(Emissions emissions, @Nullable ClassProbabilities opposite) {
        this.emissions = emissions;
        this.opposite = opposite;
        this.blocks = emissions.frames() / Column.BLOCK + 1;
    }

    /** The probabilities of one class. */
    static final class Probabilities {

        /** The probability in frame t at index t, 0 after the last, {@code [8 · blocks]}. */
        final double[] each;

        /** A bound of −log2 of the product over each block; {@link #INFINITE} where one is 0. */
        final int[] costs;

        Probabilities(int blocks) {
            this.each = new double[Column.BLOCK * blocks];
            this.costs = new int[blocks];
        }

        private void count() {
            for (int block = 0; block < costs.length; block++) {
                int cost = 0;
                for (int t = block * Column.BLOCK; t < (block + 1) * Column.BLOCK; t++) {
                    cost += each[t] == 0 ? INFINITE : -Math.getExponent(each[t]);
                }
                costs[block] = cost;
            }
        }
    }

    /** Returns the same with the last frame first. */
    ClassProbabilities reversed() {
        return new ClassProbabilities(emissions, this);
    }

    int blocks() {
        return blocks;
    }

    int frames() {
        return emissions.frames();
    }

    /** Returns ln of the sum of the probabilities that count as 0 but are not. */
    double dropped() {
        return dropped;
    }

    /**
     * Returns an upper bound of ln of the sum of all continuations of a path: 0, or more if rows sum to more than 1.
     */
    double excess() {
        double excess = 0;
        for (int t = 0; t < frames() && emissions.kind() != ScoreKind.LOGITS; t++) {
            excess += Math.max(0, emissions.logRowSum(t));
        }
        return excess;
    }

    Probabilities of(int v) {
        var found = known.get(v);
        if (found == null) {
            found = opposite == null ? workOut(v) : reverse(opposite.of(v));
            long bytes = (known.size() + 1L) * blocks * (Column.BLOCK * Double.BYTES + Integer.BYTES);
            if (bytes <= MOST_BYTES) {
                known.put(v, found);
            }
        }
        return found;
    }

    private Probabilities workOut(int v) {
        var made = new Probabilities(blocks);
        double[] each = made.each;
        for (int t = 0; t < each.length; t++) {
            double logProb = t < frames() ? emissions.logProb(t, v) : LogMath.LOG_ZERO;
            if (logProb < LEAST) {
                dropped = logProb == LogMath.LOG_ZERO ? dropped : LogMath.logAdd(dropped, logProb);
                logProb = NOTHING;
            }
            each[t] = logProb;
        }
        RowMath.chosen().exponentials().replace(each, 0, each.length);
        made.count();
        return made;
    }

    private Probabilities reverse(Probabilities given) {
        var made = new Probabilities(blocks);
        for (int t = 0; t < frames(); t++) {
            made.each[t] = given.each[frames() - 1 - t];
        }
        made.count();
        return made;
    }
}
