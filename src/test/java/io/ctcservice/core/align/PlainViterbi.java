package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import java.util.Arrays;

/** The textbook Viterbi recursion with every cell and every back pointer kept: the oracle. */
final class PlainViterbi {

    private final Emissions emissions;
    private final AlignmentTarget target;

    PlainViterbi(Emissions emissions, AlignmentTarget target) {
        this.emissions = emissions;
        this.target = target;
    }

    /** Returns the state of each frame on the best path, of plain targets in case of ties the one that stays. */
    int[] states() {
        int frames = emissions.frames();
        int states = 2 * target.length() + 1;
        var best = new double[frames][states];
        var from = new int[frames][states];
        for (double[] row : best) {
            Arrays.fill(row, Double.NEGATIVE_INFINITY);
        }
        best[0][0] = score(0, 0);
        best[0][1] = score(0, 1);
        for (int t = 1; t < frames; t++) {
            for (int s = 0; s < states; s++) {
                int skip = s % 2 == 1 && target.canFollow(s / 2) ? 2 : 1;
                from[t][s] = s;
                for (int back = 1; back <= Math.min(skip, s); back++) {
                    if (best[t - 1][s - back] > best[t - 1][from[t][s]]) {
                        from[t][s] = s - back;
                    }
                }
                best[t][s] = best[t - 1][from[t][s]] + score(t, s);
            }
        }
        return trace(best[frames - 1], from);
    }

    private static int[] trace(double[] last, int[][] from) {
        var states = new int[from.length];
        int s = last[last.length - 2] > last[last.length - 1] ? last.length - 2 : last.length - 1;
        for (int t = from.length - 1; t >= 0; t--) {
            states[t] = s;
            s = from[t][s];
        }
        return states;
    }

    /**
     * Returns the largest sum over every sequence of states that the topology allows, less the prices of the gaps that
     * absorb; log zero if there is none.
     */
    double exhaustive() {
        double best = exhaustive(1, 0, score(0, 0));
        if (target.absorbs(0)) {
            best = Math.max(best, absorbing(1, 0, best(0) - target.price(0)));
        }
        return target.length() == 0 ? best : Math.max(best, exhaustive(1, 1, score(0, 1)));
    }

    private double exhaustive(int t, int s, double sum) {
        int last = 2 * target.length();
        if (t == emissions.frames()) {
            return s >= last - 1 ? sum : Double.NEGATIVE_INFINITY;
        }
        double best = exhaustive(t + 1, s, sum + score(t, s));
        int gap = (s + 1) / 2; // the gap that this state is, or the one after this label
        if (target.absorbs(gap)) {
            best = Math.max(best, absorbing(t + 1, gap, sum + best(t) - target.price(gap)));
        }
        if (s + 1 <= last) {
            best = Math.max(best, exhaustive(t + 1, s + 1, sum + score(t, s + 1)));
        }
        if (s + 2 <= last && s % 2 == 1 && target.canFollow(s / 2 + 1)) {
            best = Math.max(best, exhaustive(t + 1, s + 2, sum + score(t, s + 2)));
        }
        return best;
    }

    private double absorbing(int t, int gap, double sum) {
        if (t == emissions.frames()) {
            return gap == target.length() ? sum : Double.NEGATIVE_INFINITY;
        }
        double best = absorbing(t + 1, gap, sum + best(t));
        return gap == target.length()
                ? best
                : Math.max(best, exhaustive(t + 1, 2 * gap + 1, sum + score(t, 2 * gap + 1)));
    }

    private double best(int t) {
        double best = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < emissions.vocabSize(); v++) {
            best = Math.max(best, emissions.logProb(t, v));
        }
        return best;
    }

    private double score(int t, int s) {
        return emissions.logProb(t, s % 2 == 0 ? target.blank() : target.label(s / 2));
    }
}
