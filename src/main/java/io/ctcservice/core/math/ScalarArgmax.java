package io.ctcservice.core.math;

/** The {@link Argmax} in a plain loop. */
public final class ScalarArgmax implements Argmax {

    @Override
    public int of(float[] scores, int from, int length) {
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
}
