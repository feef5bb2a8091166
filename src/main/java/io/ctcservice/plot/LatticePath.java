package io.ctcservice.plot;

import java.util.ArrayList;
import java.util.List;

/** The states of a path in the lattice of its target. */
public final class LatticePath {

    private LatticePath() {}

    /**
     * Returns the state of each frame: {@code 2u} for the blank before label u, {@code 2u + 1} for the label.
     *
     * @param framePath the class of each frame, a path of the target
     * @param blank class index of the blank
     */
    public static List<Integer> states(int[] framePath, int blank) {
        var states = new ArrayList<Integer>(framePath.length);
        int state = 0;
        int previous = blank;
        for (int label : framePath) {
            boolean inLabel = state % 2 == 1;
            if (label == blank) {
                state += inLabel ? 1 : 0;
            } else if (label != previous) {
                state += inLabel ? 2 : 1;
            }
            states.add(state);
            previous = label;
        }
        return states;
    }
}
