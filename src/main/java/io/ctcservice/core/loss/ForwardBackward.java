package io.ctcservice.core.loss;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import java.util.Arrays;

/**
 * The forward-backward algorithm in log space over the whole lattice, the plain reference: O(T·S) time and memory.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, eqs. (5)-(14)</a>
 */
public final class ForwardBackward {

    private ForwardBackward() {}

    /**
     * Returns ln α, ln β and the posteriors of every state in every frame. β includes p_t, as in the paper.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public static Lattice lattice(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        int frames = emissions.frames();
        int states = target.states();
        double[] alpha = alpha(emissions, target);
        double[] beta = beta(emissions, target);
        double logLikelihood =
                LogForward.logSumOfLastTwo(Arrays.copyOfRange(alpha, alpha.length - states, alpha.length));
        double[] posterior = logLikelihood == LogMath.LOG_ZERO
                ? new double[alpha.length]
                : posterior(alpha, beta, emissions, target);
        return new Lattice(
                logLikelihood,
                DoubleMatrix.adopt(frames, states, alpha),
                DoubleMatrix.adopt(frames, states, beta),
                DoubleMatrix.adopt(frames, states, posterior));
    }

    private static double[] alpha(Emissions emissions, ExtendedTarget target) {
        int states = target.states();
        var alpha = cells(emissions, target);
        double[] row = LogForward.startRow(target);
        var next = new double[states];
        for (int t = 0; t < emissions.frames(); t++) {
            Cancellation.checkAt(t);
            LogForward.advance(row, next, emissions, t, target);
            System.arraycopy(next, 0, alpha, t * states, states);
            var swap = row;
            row = next;
            next = swap;
        }
        return alpha;
    }

    private static double[] beta(Emissions emissions, ExtendedTarget target) {
        int states = target.states();
        var beta = cells(emissions, target);
        double[] after = endRow(target);
        var row = new double[states];
        for (int t = emissions.frames() - 1; t >= 0; t--) {
            Cancellation.checkAt(t);
            retreat(after, row, emissions, t, target);
            System.arraycopy(row, 0, beta, t * states, states);
            var swap = after;
            after = row;
            row = swap;
        }
        return beta;
    }

    private static double[] posterior(double[] alpha, double[] beta, Emissions emissions, ExtendedTarget target) {
        int states = target.states();
        var posterior = cells(emissions, target);
        var row = new double[states];
        for (int t = 0; t < emissions.frames(); t++) {
            Cancellation.checkAt(t);
            int from = t * states;
            double[] reached = Arrays.copyOfRange(alpha, from, from + states);
            fillPosterior(row, reached, Arrays.copyOfRange(beta, from, from + states), emissions, t, target);
            System.arraycopy(row, 0, posterior, from, states);
        }
        return posterior;
    }

    private static double[] cells(Emissions emissions, ExtendedTarget target) {
        return new double[Math.multiplyExact(emissions.frames(), target.states())];
    }

    /** Returns a virtual row after the last frame: all mass behind the last state. */
    static double[] endRow(ExtendedTarget target) {
        var after = new double[target.states()];
        Arrays.fill(after, LogMath.LOG_ZERO);
        after[after.length - 1] = 0;
        return after;
    }

    /** Writes row {@code t} of ln β into {@code beta}, given the row after it. */
    static void retreat(double[] after, double[] beta, Emissions emissions, int t, ExtendedTarget target) {
        int states = beta.length;
        for (int s = 0; s < states; s++) {
            double stepped = s + 1 < states ? after[s + 1] : LogMath.LOG_ZERO;
            double skipped = s + 2 < states && target.canSkip(s + 2) ? after[s + 2] : LogMath.LOG_ZERO;
            beta[s] = LogMath.logAdd(after[s], stepped, skipped) + emissions.logProb(t, target.label(s));
        }
    }

    /**
     * Writes γ of frame {@code t}. Divides by the sum over the states rather than by p, of which huge logarithms leave too
     * few digits.
     */
    static void fillPosterior(
            double[] posterior, double[] alpha, double[] beta, Emissions emissions, int t, ExtendedTarget target) {
        double largest = LogMath.LOG_ZERO;
        for (int s = 0; s < posterior.length; s++) {
            boolean reached = alpha[s] != LogMath.LOG_ZERO && beta[s] != LogMath.LOG_ZERO;
            posterior[s] = reached ? alpha[s] + (beta[s] - emissions.logProb(t, target.label(s))) : LogMath.LOG_ZERO;
            largest = Math.max(largest, posterior[s]);
        }
        double sum = 0;
        for (int s = 0; s < posterior.length; s++) {
            posterior[s] = Math.exp(posterior[s] - largest);
            sum += posterior[s];
        }
        for (int s = 0; s < posterior.length; s++) {
            posterior[s] /= sum;
        }
    }
}
