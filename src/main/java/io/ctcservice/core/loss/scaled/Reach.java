package io.ctcservice.core.loss.scaled;

import java.util.Arrays;

/**
 * The last state of a target that paths can reach within a number of frames. Labels and the blank before each are
 * counted together, as pairs; after the last label any number of further ones is thought of, none of them a repeat.
 */
final class Reach {

    private final int[] firstFrames;

    private Reach(int[] firstFrames) {
        this.firstFrames = firstFrames;
    }

    /** Returns the reach of paths from the first label on. */
    static Reach forward(int[] labels) {
        var firstFrames = new int[labels.length];
        for (int u = 1; u < labels.length; u++) {
            firstFrames[u] = firstFrames[u - 1] + (labels[u] == labels[u - 1] ? 2 : 1);
        }
        return new Reach(firstFrames);
    }

    /** Returns the reach of paths followed backward from the last label; pairs are counted from there. */
    static Reach backward(int[] labels) {
        var reversed = new int[labels.length];
        Arrays.setAll(reversed, u -> labels[labels.length - 1 - u]);
        return forward(reversed);
    }

    /** Returns the last pair whose label paths can be at in frame {@code t}, counted from 0; −1 before that. */
    int label(int t) {
        int beyond = t - frame(firstFrames.length);
        if (beyond >= 0) {
            return firstFrames.length + beyond;
        }
        int found = Arrays.binarySearch(firstFrames, t);
        return found >= 0 ? found : -2 - found;
    }

    /** Returns the last pair whose blank paths can be at in frame {@code t}. */
    int blank(int t) {
        int label = label(t);
        return label < 0 || t > frame(label) ? label + 1 : label;
    }

    /** Returns the first frame in which paths can be at the label of pair {@code u}. */
    int frame(int u) {
        int last = firstFrames.length - 1;
        return u <= last ? firstFrames[u] : last < 0 ? u : firstFrames[last] + u - last;
    }
}
