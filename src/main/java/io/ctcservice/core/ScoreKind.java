package io.ctcservice.core;

/** The kinds of numbers that an emissions matrix can hold. */
public enum ScoreKind {
    /** Unnormalised: the log-softmax of a row gives its log-probabilities. Log-probabilities come through unchanged. */
    LOGITS,
    /**
     * Natural logarithms of probabilities; each row must sum to 1 within 1e-3 after exp. It is made to sum to 1, unless
     * it does so within 1e-5 and is used as it is.
     */
    LOG_PROBS,
    /** Probabilities; each row must sum to 1 within 1e-3, and is normalised as {@link #LOG_PROBS} are. */
    PROBS
}
