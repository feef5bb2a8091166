package io.ctcservice.core.align;

/** A verdict on whether the emissions match the target at all. */
public enum Match {
    /** The target scores little less than the best path, no token is unlikely, and nothing is left out. */
    GOOD,
    /** Some part of the target disagrees with the emissions. */
    DOUBTFUL,
    /**
     * The emissions contain something else; or the vocabulary spells nothing of the text, so that nothing can be
     * judged.
     */
    NONE
}
