package io.ctcservice.core.align;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.span.TokenSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The most probable path of a target: the state and class of each frame, the tokens as spans, and the absorbed spans of
 * gaps. Immutable.
 */
public final class Alignment {

    private final double logProb;
    private final int[] states;
    private final int[] classes;
    private final List<TokenSpan> tokens;
    private final List<AbsorbedSpan> absorbed;

    private Alignment(
            double logProb, int[] states, int[] classes, List<TokenSpan> tokens, List<AbsorbedSpan> absorbed) {
        this.logProb = logProb;
        this.states = states;
        this.classes = classes;
        this.tokens = List.copyOf(tokens);
        this.absorbed = List.copyOf(absorbed);
    }

    /**
     * Returns the alignment of a path.
     *
     * @param logProb ln of the path's probability
     * @param states for each frame its state in the extended target: 0, 2, 4… are gaps, {@code 2u + 1} is label u, and
     *     −1 − u is gap u where it absorbs
     * @param target what the states are of
     * @param emissions where the scores come from
     */
    static Alignment of(double logProb, int[] states, AlignmentTarget target, Emissions emissions) {
        var classes = new int[states.length];
        Arrays.setAll(classes, t -> emitted(states[t], t, target, emissions));
        var tokens = new ArrayList<TokenSpan>();
        var absorbed = new ArrayList<AbsorbedSpan>();
        int start = 0;
        for (int t = 1; t <= states.length; t++) {
            if (t == states.length || states[t] != states[start]) {
                int state = states[start];
                if (state < 0) {
                    addAbsorbed(absorbed, -1 - state, start, t, classes, target.blank(), emissions);
                } else if ((state & 1) == 1) {
                    double score = meanLogProb(emissions, classes, start, t);
                    tokens.add(new TokenSpan(target.label(state >> 1), start, t, score));
                }
                start = t;
            }
        }
        return new Alignment(logProb, states, classes, tokens, absorbed);
    }

    private static int emitted(int state, int t, AlignmentTarget target, Emissions emissions) {
        if (state < 0) {
            return emissions.bestClass(t);
        }
        return (state & 1) == 0 ? target.blank() : target.label(state >> 1);
    }

    /** Adds the frames of a gap without the blanks at both ends, if any are left. */
    private static void addAbsorbed(
            List<AbsorbedSpan> absorbed, int gap, int from, int to, int[] classes, int blank, Emissions emissions) {
        int start = from;
        while (start < to && classes[start] == blank) {
            start++;
        }
        int end = to;
        while (end > start && classes[end - 1] == blank) {
            end--;
        }
        if (start < end) {
            var labels = Collapse.labels(Arrays.copyOfRange(classes, start, end), blank);
            double score = meanLogProb(emissions, classes, start, end);
            absorbed.add(new AbsorbedSpan(gap, start, end, score, labels));
        }
    }

    private static double meanLogProb(Emissions emissions, int[] classes, int start, int end) {
        double sum = 0;
        for (int t = start; t < end; t++) {
            sum += emissions.logProb(t, classes[t]);
        }
        return sum / (end - start);
    }

    /** Returns ln of the probability of this one path, at most 0. */
    public double logProb() {
        return logProb;
    }

    /** Returns the class of each frame, T of them, blanks included. */
    public int[] framePath() {
        return classes.clone();
    }

    /** Returns the state of frame {@code t}: 2u for the gap before label u, −1 − u if it absorbs, 2u + 1 for label u. */
    int state(int t) {
        return states[t];
    }

    /** Returns T, the number of frames. */
    int frames() {
        return states.length;
    }

    /** Returns the U tokens in order; they do not overlap, and gaps lie between them. */
    public List<TokenSpan> tokens() {
        return tokens;
    }

    /** Returns the mean of ln p over the frames of the tokens {@code [from, to)}; 0 of none. */
    public double score(int from, int to) {
        return TokenSpan.meanScore(tokens.subList(from, to));
    }

    /** Returns the target without those absorbing gaps, of a price above 0, that absorb nothing on this path. */
    AlignmentTarget settled(AlignmentTarget target) {
        var gaps = new BitSet();
        absorbed.forEach(span -> gaps.set(span.gap()));
        return target.payingOnlyAt(gaps);
    }

    /** Returns the absorbed spans in order; empty if the target has no gap that absorbs. */
    public List<AbsorbedSpan> absorbed() {
        return absorbed;
    }
}
