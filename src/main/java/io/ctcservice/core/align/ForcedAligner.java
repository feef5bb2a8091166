package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogRow;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Viterbi algorithm over the CTC lattice: the forward recursion with the maximum in place of the sum. O(T·S) time,
 * O(S·√T) memory, S = 2U + 1; in a large lattice less time the more of the target agrees with the best path of all. Stateless
 * and thread-safe.
 */
public final class ForcedAligner {

    private final Supplier<ViterbiRow> kernel;

    /** Makes an aligner with the fastest arithmetic of this JVM, which each alignment asks for anew. */
    public ForcedAligner() {
        this.kernel = ViterbiRow::chosen;
    }

    /** Makes an aligner with this arithmetic; all kernels give the same path. */
    public ForcedAligner(ViterbiRow kernel) {
        this.kernel = () -> kernel;
    }

    /**
     * Returns the most probable path that collapses to the target, ties going to the path that stays; empty where T &lt; U + R
     * or every path has probability 0.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public Optional<Alignment> align(Emissions emissions, ExtendedTarget target) {
        return align(emissions, AlignmentTarget.of(target));
    }

    /**
     * Returns the most probable path of the target, where each gap that absorbs costs its price. Ties go to the
     * path that stays, and gaps absorb no frame that something else explains as well.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public Optional<Alignment> align(Emissions emissions, AlignmentTarget target) {
        target.requireClassesOf(emissions);
        if (emissions.frames() < target.minFrames()) {
            return Optional.empty();
        }
        var search = new Viterbi(kernel.get(), emissions, target);
        double value = search.bestLogProb();
        if (value == LogMath.LOG_ZERO) {
            return Optional.empty();
        }
        if (value < LogRow.HUGE) {
            var exact = new MaskedViterbi(emissions, target);
            return Optional.of(alignment(exact.bestLogProb(), exact.bestPath(), target, emissions));
        }
        return Optional.of(alignment(value, search.bestPath(), target, emissions));
    }

    private static Alignment alignment(double value, int[] states, AlignmentTarget target, Emissions emissions) {
        return Alignment.of(withoutPrices(value, states, target), states, target, emissions);
    }

    private static double withoutPrices(double value, int[] states, AlignmentTarget target) {
        double paid = 0;
        for (int t = 0; t < states.length; t++) {
            if (states[t] < 0 && (t == 0 || states[t - 1] != states[t])) {
                paid += target.price(Viterbi.gapOf(states[t]));
            }
        }
        return paid == 0 ? value : Math.min(0, value + paid);
    }
}
