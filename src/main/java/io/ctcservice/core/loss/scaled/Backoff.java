package io.ctcservice.core.loss.scaled;

/**
 * A counter of segments to skip after a failure of shared exponents, twice as many after each further one: an utterance
 * for which they never work loses little by the attempts. Not thread-safe.
 */
final class Backoff {

    private static final int LONGEST_PAUSE = 15;

    private int pause;
    private int left;

    /** Returns whether to try shared exponents in this segment. */
    boolean due() {
        if (left > 0) {
            left--;
            return false;
        }
        return true;
    }

    /** Records the result of the attempt in this segment. */
    void note(boolean right) {
        pause = right ? 0 : Math.min(2 * pause + 1, LONGEST_PAUSE);
        left = pause;
    }

    /** Resets the counter: the states hold another frame. */
    void reset() {
        pause = 0;
        left = 0;
    }
}
