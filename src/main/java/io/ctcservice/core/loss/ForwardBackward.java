package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forward-backward algorithm in log space over the whole lattice, the plain reference: O(T·S) time and memory.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, eqs. (5)-(14)</a>
 */
public final class ForwardBackward {

    private ForwardBackward() {}

    /**
     * Returns ln α, ln β and the posteriors of every state in every frame, and what each frame adds to the loss. β includes
     * p_t, as in the paper.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public static Lattice lattice(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        int frames = emissions.frames();
        int states = target.states();
        var alpha = new double[Math.multiplyExact(frames, states)];
        var beta = new double[alpha.length];
        var posterior = new double[alpha.length];
        var rows = new LogRow[frames];
        double logLikelihood = fillAlpha(alpha, rows, emissions, target);
        var after = endRow(target);
        var before = new LogRow(states);
        var reached = new LogRow(states);
        var row = new double[states];
        var shares = new FrameShares(emissions, target);
        for (int t = frames - 1; t >= 0; t--) {
            Cancellation.checkAt(t);
            retreat(after, before, target);
            if (logLikelihood != LogMath.LOG_ZERO) {
                reached.set(alpha, t * states);
                before.posterior(rows[t] == null ? reached : rows[t], row);
                System.arraycopy(row, 0, posterior, t * states, states);
                shares.add(t + 1, row, after);
            }
            before.emit(emissions, t, target);
            before.write(beta, t * states);
            var swap = after;
            after = before;
            before = swap;
        }
        return new Lattice(
                logLikelihood,
                DoubleMatrix.adopt(frames, states, alpha),
                DoubleMatrix.adopt(frames, states, beta),
                DoubleMatrix.adopt(frames, states, posterior),
                logLikelihood == LogMath.LOG_ZERO ? List.of() : shares.withFirst(after));
    }

    /**
     * Writes ln α; returns ln p of the target.
     *
     * @param rows where those rows go of which doubles lose something, {@code [T]}
     */
    private static double fillAlpha(
            double[] alpha, @Nullable LogRow[] rows, Emissions emissions, ExtendedTarget target) {
        LogRow row = LogForward.startRow(target);
        var next = new LogRow(row.states());
        for (int t = 0; t < rows.length; t++) {
            Cancellation.checkAt(t);
            LogForward.advance(row, next, emissions, t, target);
            next.write(alpha, t * row.states());
            rows[t] = next.hasHuge() ? next.copy() : null;
            var swap = row;
            row = next;
            next = swap;
        }
        return LogForward.logSumOfLastTwo(row);
    }

    /** Returns a virtual row after the last frame: all mass behind the last state. */
    static LogRow endRow(ExtendedTarget target) {
        var after = new LogRow(target.states());
        after.setCertain(after.states() - 1);
        return after;
    }

    /** Writes ln p of what comes after a frame from each state, {@code ln β − ln p_t}, given ln β of the frame after it. */
    static void retreat(LogRow after, LogRow before, ExtendedTarget target) {
        int states = before.states();
        for (int s = 0; s < states; s++) {
            int stepped = s + 1 < states ? s + 1 : LogRow.NONE;
            int skipped = s + 2 < states && target.canSkip(s + 2) ? s + 2 : LogRow.NONE;
            before.setSum(s, after, s, stepped, skipped);
        }
    }
}
