package io.ctcservice.core.align;

/** Whether emissions say a target at all: a plain judgement of the whole. */
public enum Match {
    /** Little more is lost than where the emissions are read best, no token is unlikely, and nothing is left out. */
    GOOD,
    /** Something in it is not what the emissions say. */
    DOUBTFUL,
    /** The emissions say something else. */
    NONE
}
