package io.ctcservice.core.align;

import java.util.List;

/**
 * A token that is probably wrong.
 *
 * @param token its index
 * @param reasons what is wrong with it, at least one
 */
public record Suspicion(int token, List<Reason> reasons) {

    /** The reasons to suspect a token. */
    public enum Reason {
        /** Its score is far below the median score. */
        LOW_SCORE,
        /** It is stretched far beyond the median length. */
        STRETCHED,
        /** In its frames something else is far more probable, independent of the other tokens. */
        UNLIKELY,
        /**
         * Right before it, or after it if it is the last, the emissions contain something that the target leaves out.
         */
        LEFT_OUT;

        /**
         * Returns whether this reason is evidence that the emissions contain something else, not only that a token is
         * unlike the others.
         */
        boolean isOfMatch() {
            return this == UNLIKELY || this == LEFT_OUT;
        }
    }

    public Suspicion {
        reasons = List.copyOf(reasons);
    }
}
