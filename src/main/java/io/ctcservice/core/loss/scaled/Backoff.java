package io.ctcservice.core.loss.scaled;

/**
 * Segments to let pass after a failure of shared exponents, twice as many after each further one: an utterance for which
 * they never work loses little by the attempts. Not thread-safe.
 */
final class Backoff {

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

    /** Notes how the attempt in this segment ended. */
    void note(boolean right) {
        pause = right ? 0 : Math.min(2 * pause + 1, LONGEST_PAUSE);
        left = pause;
    }

    /** Forgets what was: the states hold another frame. */
    void reset() {
        pause = 0;
        left = 0;
    }
}
