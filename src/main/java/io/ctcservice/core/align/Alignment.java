package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The most probable path that gives a target: for each frame its state in the extended target and its class, and the
 * tokens as spans. Immutable.
 */
public final class Alignment {

    private final double logProb;
    private final int[] classes;
    private final List<TokenSpan> tokens;

    private Alignment(double logProb, int[] classes, List<TokenSpan> tokens) {
        this.logProb = logProb;
        this.classes = classes;
        this.tokens = tokens;
    }

    /**
     * Returns the alignment of a path.
     *
     * @param logProb ln of the path's probability
     * @param states for each frame its state in the extended target: 0, 2, 4… are blanks, {@code 2u + 1} is label u
     * @param emissions where the token scores come from
     * @param classOfState class emitted by each state
     */
    static Alignment of(double logProb, int[] states, int[] classOfState, Emissions emissions) {
        var classes = new int[states.length];
        Arrays.setAll(classes, t -> classOfState[states[t]]);
        var tokens = new ArrayList<TokenSpan>();
        int start = 0;
        for (int t = 1; t <= states.length; t++) {
            if (t == states.length || states[t] != states[start]) {
                if ((states[start] & 1) == 1) {
                    tokens.add(span(classes[start], start, t, emissions));
                }
                start = t;
            }
        }
        return new Alignment(logProb, classes, List.copyOf(tokens));
    }

    private static TokenSpan span(int label, int start, int end, Emissions emissions) {
        double sum = 0;
        for (int t = start; t < end; t++) {
            sum += emissions.logProb(t, label);
        }
        return new TokenSpan(label, start, end, sum / (end - start));
    }

    /** Returns ln of the probability of this one path, at most 0. */
    public double logProb() {
        return logProb;
    }

    /** Returns the class of each frame, T of them, blanks included. */
    public int[] framePath() {
        return classes.clone();
    }

    /** Returns the U tokens in order; they do not overlap, and the frames between them are blank. */
    public List<TokenSpan> tokens() {
        return tokens;
    }
}
