package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.Arrays;
import java.util.Optional;

/**
 * Viterbi over the CTC lattice: the forward recursion with the maximum in place of the sum. O(T·S) time and memory.
 */
public final class ForcedAligner {

    /**
     * Returns the most probable path that gives the target, ties going to the path that stays; empty where T &lt; U + R
     * or every path has probability 0.
     *
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public Optional<Alignment> align(Emissions emissions, ExtendedTarget target) {
        target.requireClassesOf(emissions);
        int frames = emissions.frames();
        int states = target.states();
        var steps = new byte[frames][states];
        var best = new double[states];
        var next = new double[states];
        Arrays.fill(best, LogMath.LOG_ZERO);
        best[0] = emissions.logProb(0, target.blank());
        if (states > 1) {
            best[1] = emissions.logProb(0, target.label(1));
        }
        for (int t = 1; t < frames; t++) {
            advance(best, next, steps[t], emissions, t, target);
            var swap = best;
            best = next;
            next = swap;
        }
        int last = states > 1 && best[states - 2] > best[states - 1] ? states - 2 : states - 1;
        if (best[last] == LogMath.LOG_ZERO) {
            return Optional.empty();
        }
        return Optional.of(Alignment.of(best[last], trace(steps, last), classes(target), emissions));
    }

    private static void advance(
            double[] best, double[] next, byte[] steps, Emissions emissions, int t, ExtendedTarget target) {
        for (int s = 0; s < best.length; s++) {
            double from = best[s];
            byte step = 0;
            if (s >= 1 && best[s - 1] > from) {
                from = best[s - 1];
                step = 1;
            }
            if (target.canSkip(s) && best[s - 2] > from) {
                from = best[s - 2];
                step = 2;
            }
            steps[s] = step;
            next[s] = from + emissions.logProb(t, target.label(s));
        }
    }

    private static int[] trace(byte[][] steps, int last) {
        var states = new int[steps.length];
        int s = last;
        for (int t = steps.length - 1; t >= 0; t--) {
            states[t] = s;
            s -= steps[t][s];
        }
        return states;
    }

    private static int[] classes(ExtendedTarget target) {
        var classes = new int[target.states()];
        Arrays.setAll(classes, target::label);
        return classes;
    }
}
