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
        UNLIKELY
    }

    public Suspicion {
        reasons = List.copyOf(reasons);
    }
}
