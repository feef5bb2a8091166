package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Slots;
import java.util.function.BooleanSupplier;

/**
 * Runs segments with the fast arithmetic: in each, but after a failure only after a pause, which doubles with each further
 * one, so that an utterance for which it never works loses little by the attempts. New exponents are chosen where the old
 * ones will not do. Not thread-safe.
 */
final class Attempts {

    private static final int LONGEST_PAUSE = 15;

    private final RowKernel kernel;
    private final Slots slots;
    private int pause;
    private int left;
    private int from;
    private int to;

    Attempts(RowKernel kernel, Slots slots) {
        this.kernel = kernel;
        this.slots = slots;
    }

    /** Returns whether to try in this segment. */
    boolean due() {
        if (left > 0) {
            left--;
            return false;
        }
        return true;
    }

    /**
     * Runs a segment.
     *
     * @param run runs all frames of the slots {@code [from, to)} with shared exponents, and says whether that was right
     * @return whether it was; if not, the segment is still to be run
     */
    boolean run(int from, int to, BooleanSupplier run) {
        boolean right = runOn(from, to, run) || (kernel.share(slots, from, to) && run.getAsBoolean());
        pause = right ? 0 : Math.min(2 * pause + 1, LONGEST_PAUSE);
        left = pause;
        return right;
    }

    private boolean runOn(int from, int to, BooleanSupplier run) {
        boolean moved = this.from != from || this.to != to;
        this.from = from;
        this.to = to;
        if (moved || !slots.roomy) {
            return false;
        }
        slots.carryOn(from, to);
        boolean right = run.getAsBoolean();
        if (!right) {
            slots.stepBack(from, to);
        }
        return right;
    }

    /** Forgets what was: the slots hold another state. */
    void reset() {
        pause = 0;
        left = 0;
        from = 0;
        to = 0;
    }
}
