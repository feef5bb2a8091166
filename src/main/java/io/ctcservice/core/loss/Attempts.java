package io.ctcservice.core.loss;

/**
 * When to try the fast arithmetic: in each segment, but after a failure only after a pause, which doubles with each
 * further one, so that an utterance for which it never works loses little by the attempts.
 */
final class Attempts {

    private static final int LONGEST_PAUSE = 15;

    private int pause;
    private int left;

    /** Returns whether to try in this segment. */
    boolean due() {
        if (left > 0) {
            left--;
            return false;
        }
        return true;
    }

    void note(boolean success) {
        pause = success ? 0 : Math.min(2 * pause + 1, LONGEST_PAUSE);
        left = pause;
    }

    void reset() {
        pause = 0;
        left = 0;
    }
}
