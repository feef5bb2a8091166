package io.ctcservice.core.loss.shared;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The likelihoods of targets that differ in some of their labels, such as the hypotheses of one utterance. The
 * forward variables at the end of a prefix depend on the prefix alone, the backward variables before a suffix on the
 * suffix alone: so both are computed once for all targets that share them, and the likelihood of a target is their
 * product, summed over the frames in which a path may pass from one to the other. O(T) for each node of the tree of
 * prefixes and of that of suffixes, which are cut where that is least. Immutable and thread-safe.
 *
 * <p>Negligible values are skipped, and a bound of everything that was skipped is carried along; a target for which it may
 * exceed 10^-13 of the likelihood, or whose columns would take too much memory, gets a pass of its own.
 */
public final class SharedForward {

    /** The bound of the neglected part of a likelihood, as its natural logarithm. */
    private static final double NEXT_TO_NOTHING = -30;

    /**
     * The natural logarithm of a bound of the number of blocks of all columns: each block may neglect this much less.
     */
    private static final double MANY = 36;

    /** The most memory that the kept columns of one utterance may take. */
    private static final long COLUMN_BYTES = 48L << 20;

    /** The cost of a column, in labels of a separate pass for one target. */
    private static final double COLUMN_COST = 1.5;

    private final Forward forward;
    private final long columnBytes;

    /** @param forward sums all paths of one target */
    public SharedForward(Forward forward) {
        this(forward, COLUMN_BYTES);
    }

    SharedForward(Forward forward, long columnBytes) {
        this.forward = forward;
        this.columnBytes = columnBytes;
    }

    /**
     * Returns {@code ln p(labels | emissions)} of each of the targets in nats, as {@link Forward#logLikelihood} does.
     *
     * @param blank class index of the blank
     * @param least a lower bound of the likelihoods to expect, in nats; a wrong one costs time but no accuracy
     * @throws io.ctcservice.core.CtcInputException if a target names a class that the emissions lack
     */
    public double[] logLikelihoods(Emissions emissions, List<Labels> targets, int blank, double least) {
        var extended = targets.stream()
                .map(labels -> ExtendedTarget.of(labels, blank).requireClassesOf(emissions))
                .toList();
        var likelihoods = new double[targets.size()];
        Arrays.fill(likelihoods, Double.NaN);
        // a target of one label cannot be cut, and costs next to nothing
        int[] sharing = IntStream.range(0, targets.size())
                .filter(i -> targets.get(i).length() > 1)
                .toArray();
        var labels =
                Arrays.stream(sharing).mapToObj(i -> targets.get(i).toArray()).toArray(int[][]::new);
        double[] shared = sharing.length > 1 ? share(emissions, labels, blank, least) : null;
        for (int i = 0; shared != null && i < sharing.length; i++) {
            likelihoods[sharing[i]] = shared[i];
        }
        for (int i = 0; i < likelihoods.length; i++) {
            if (Double.isNaN(likelihoods[i])) {
                likelihoods[i] = forward.logLikelihood(emissions, extended.get(i), least);
            }
        }
        return likelihoods;
    }

    /** Returns the shared results, NaN for targets that need a pass of their own; null if sharing does not pay. */
    private double @Nullable [] share(Emissions emissions, int[][] targets, int blank, double least) {
        var plan = SharingPlan.of(targets);
        if (plan.columns() * COLUMN_COST
                > Arrays.stream(targets).mapToLong(target -> target.length).sum()) {
            return null;
        }
        var probabilities = new ClassProbabilities(emissions);
        double excess = probabilities.excess();
        double threshold = least - excess + NEXT_TO_NOTHING - MANY;
        long power = Double.isFinite(threshold) ? (long) Math.floor(threshold / LogMath.LN_2) : Long.MIN_VALUE;
        var store = new ColumnStore(columnBytes);
        var heads = new @Nullable Column[targets.length];
        plan.heads().walk(plan.headCuts(), new ColumnSteps(probabilities, blank, power), store, (column, i) -> {
            heads[i] = store.hasRoom(column) ? store.keep(column) : null;
        });
        var likelihoods = new double[targets.length];
        Arrays.fill(likelihoods, Double.NaN);
        var backwards = new ColumnSteps(probabilities.reversed(), blank, power);
        plan.tails().walk(plan.tailCuts(), backwards, store, (tail, i) -> {
            var head = heads[i];
            if (head != null) {
                double likelihood = Likelihood.ln(head, tail, emissions.frames());
                double lost = LogMath.logAdd(head.lost, tail.lost, probabilities.dropped());
                boolean right = lost == LogMath.LOG_ZERO || lost + excess <= likelihood + NEXT_TO_NOTHING;
                likelihoods[i] = right ? Math.min(0, likelihood) : Double.NaN;
            }
        });
        return likelihoods;
    }
}
