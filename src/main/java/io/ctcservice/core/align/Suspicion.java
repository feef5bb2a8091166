package io.ctcservice.core.align;

import java.util.List;

/**
 * A token that looks wrong.
 *
 * @param token its index
 * @param reasons what is wrong with it, at least one
 */
public record Suspicion(int token, List<Reason> reasons) {

    /** What can be wrong with a token. */
    public enum Reason {
        /** Its score is far below the median score. */
        LOW_SCORE,
        /** It is stretched far beyond the median length. */
        STRETCHED,
        /** In its frames something else is far more probable, whatever the other tokens are like. */
        UNLIKELY,
        /** Right before it, or after it if it is the last, the emissions say something that the target leaves out. */
        LEFT_OUT;

        /** Returns whether this says that the emissions say something else, not only that a token is unlike the others. */
        boolean isOfMatch() {
            return this == UNLIKELY || this == LEFT_OUT;
        }
    }

    public Suspicion {
        reasons = List.copyOf(reasons);
    }
}
