package io.ctcservice.core.math;

/** The {@link RowSearch} in plain loops. */
public final class ScalarSearch implements RowSearch {

    @Override
    public int argmax(float[] scores, int from, int length) {
        int best = from;
        float highest = scores[from];
        for (int i = from + 1; i < from + length; i++) {
            if (scores[i] > highest) {
                highest = scores[i];
                best = i;
            }
        }
        return best - from;
    }

    @Override
    public int atLeast(float least, float[] scores, int from, int length, int[] found) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (scores[from + i] >= least) {
                found[count++] = i;
            }
        }
        return count;
    }
}
