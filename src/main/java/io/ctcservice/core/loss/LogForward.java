package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;

/**
 * The CTC forward recursion in log space, the plain reference: O(T·S) time, O(S) memory, S = 2U + 1. Indices are
 * 0-based; the paper's are 1-based.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, eqs. (5)-(8)</a>
 */
public final class LogForward implements Forward {

    @Override
    public String kernel() {
        return "plain";
    }

    @Override
    public double logLikelihood(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        var alpha = startRow(target);
        var next = new LogRow(alpha.states());
        for (int t = 0; t < emissions.frames(); t++) {
            Cancellation.checkAt(t);
            advance(alpha, next, emissions, t, target);
            var swap = alpha;
            alpha = next;
            next = swap;
        }
        return logSumOfLastTwo(alpha);
    }

    @Override
    public ForwardPass record(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        return new PlainPass(emissions, target, Checkpoints.LEVEL_BYTES);
    }

    /**
     * Returns a virtual row before the first frame, so that frame 0 needs no special case: all mass in front of state
     * 0.
     */
    static LogRow startRow(ExtendedTarget target) {
        var alpha = new LogRow(target.states());
        alpha.setCertain(0);
        return alpha;
    }

    /** Writes row {@code t} of ln α into {@code next}, given the row before. */
    static void advance(LogRow alpha, LogRow next, Emissions emissions, int t, ExtendedTarget target) {
        for (int s = 0; s < alpha.states(); s++) {
            next.setSum(s, alpha, s, s - 1, target.canSkip(s) ? s - 2 : LogRow.NONE);
        }
        next.emit(emissions, t, target);
    }

    /**
     * Returns ln p of a target, given ln α of the last frame: a path ends in the last label or the blank after it. At
     * most 0: where rows sum to a little more than 1, only the end is cut off, as in the scaled recursion.
     */
    static double logSumOfLastTwo(LogRow alpha) {
        return Math.min(0, alpha.sumOfLastTwo());
    }
}
