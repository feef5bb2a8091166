package io.ctcservice.acoustic;

/** Where the feature vector of a character comes from. Either way its D values are N(0,1) + 0.1·class index. */
public enum Voice {
    /** Drawn from the seed anew each time the character occurs: nothing but the offset tells the characters apart. */
    PER_OCCURRENCE,
    /** One vector for each character, the same in every utterance whatever its seed: a model can learn it. */
    PER_CHARACTER
}
