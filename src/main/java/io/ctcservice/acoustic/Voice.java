package io.ctcservice.acoustic;

/** The origin of the feature vectors of characters. Either way its D values are N(0,1) + 0.1·class index. */
public enum Voice {
    /** Drawn anew each time the character occurs: characters differ by their offset only. */
    PER_OCCURRENCE,
    /** One fixed vector for each character, the same for all seeds, so that a model can learn it. */
    PER_CHARACTER
}
