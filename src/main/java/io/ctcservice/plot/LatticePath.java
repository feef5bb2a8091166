package io.ctcservice.plot;

import io.ctcservice.core.align.TokenSpan;
import java.util.ArrayList;
import java.util.List;

/** Where a path of a target runs through its lattice. */
public final class LatticePath {

    private LatticePath() {}

    /**
     * Returns the state of each frame: {@code 2u + 1} in the frames of token u, the blank's state between tokens.
     *
     * @param frames T
     * @param tokens the tokens of the target, in order, none left out
     */
    public static List<Integer> states(int frames, List<TokenSpan> tokens) {
        var states = new ArrayList<Integer>(frames);
        for (int u = 0; u < tokens.size(); u++) {
            fill(states, 2 * u, tokens.get(u).start());
            fill(states, 2 * u + 1, tokens.get(u).end());
        }
        fill(states, 2 * tokens.size(), frames);
        return states;
    }

    private static void fill(List<Integer> states, int state, int until) {
        while (states.size() < until) {
            states.add(state);
        }
    }
}
