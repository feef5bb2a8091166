package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import java.util.Arrays;
import java.util.List;

/**
 * The shares of the frames in the loss of a target. A path of the target, drawn by its probability, is a Markov chain q over the
 * states, and −ln p(target) is the sum over the frames of the mean of ln q(s_t | s_t−1) − ln p_t(y′_s_t): each a divergence, and so
 * at least 0. Not thread-safe.
 */
final class FrameShares {

    private final Emissions emissions;
    private final ExtendedTarget target;
    private final double[] shares;

    /** ln p of the states' classes in one frame. */
    private final double[] logProbs;

    FrameShares(Emissions emissions, ExtendedTarget target) {
        this.emissions = emissions;
        this.target = target;
        this.shares = new double[emissions.frames()];
        this.logProbs = new double[target.states()];
    }

    /**
     * Adds the share of frame {@code t}; nothing for the virtual frame after the last.
     *
     * @param posterior of the states in the frame before
     * @param beta of frame {@code t}
     */
    void add(int t, double[] posterior, LogRow beta) {
        if (t == shares.length) {
            return;
        }
        read(t);
        double share = 0;
        for (int s = 0; s < posterior.length; s++) {
            if (posterior[s] > 0) {
                int stepped = s + 1 < posterior.length ? s + 1 : LogRow.NONE;
                int skipped = s + 2 < posterior.length && target.canSkip(s + 2) ? s + 2 : LogRow.NONE;
                share += posterior[s] * beta.divergence(s, stepped, skipped, logProbs);
            }
        }
        shares[t] = Math.max(0, share); // rounding
    }

    /** Returns all shares, with that of frame 0, in which paths begin with the first blank or label. */
    List<Double> withFirst(LogRow beta) {
        read(0);
        int label = beta.states() > 1 ? 1 : LogRow.NONE;
        shares[0] = Math.max(0, beta.divergence(0, label, LogRow.NONE, logProbs));
        return Arrays.stream(shares).boxed().toList();
    }

    private void read(int t) {
        for (int s = 0; s < logProbs.length; s++) {
            logProbs[s] = emissions.logProb(t, target.label(s));
        }
    }
}
