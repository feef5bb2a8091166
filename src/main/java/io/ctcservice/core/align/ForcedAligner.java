package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.kernel.Kernels;
import io.ctcservice.core.kernel.ViterbiRow;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.Optional;

/**
 * Viterbi over the CTC lattice: the forward recursion with the maximum in place of the sum. O(T·S) time, O(S·√T) memory,
 * S = 2U + 1. Stateless and thread-safe.
 */
public final class ForcedAligner {

    private final ViterbiRow kernel;

    /** An aligner with the fastest arithmetic of this JVM. */
    public ForcedAligner() {
        this(Kernels.viterbiRow());
    }

    /** An aligner with this arithmetic; all give the same path. */
    public ForcedAligner(ViterbiRow kernel) {
        this.kernel = kernel;
    }

    /**
     * Returns the most probable path that gives the target, ties going to the path that stays; empty where T &lt; U + R
     * or every path has probability 0.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public Optional<Alignment> align(Emissions emissions, ExtendedTarget target) {
        return align(emissions, AlignmentTarget.of(target));
    }

    /**
     * Returns the most probable path that gives the target, stars emitting the best class of each of their frames. Ties
     * go to the path that stays, but stars give way: they take no frame that something else takes as well.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public Optional<Alignment> align(Emissions emissions, AlignmentTarget target) {
        target.requireClassesOf(emissions);
        if (emissions.frames() < target.minFrames()) {
            return Optional.empty();
        }
        var search = new Viterbi(kernel, emissions, target);
        double logProb = search.bestLogProb();
        return logProb == LogMath.LOG_ZERO
                ? Optional.empty()
                : Optional.of(Alignment.of(logProb, search.bestPath(), target, emissions));
    }
}
