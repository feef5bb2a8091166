package io.ctcservice.core;

/** The kinds of numbers that an emissions matrix can hold. */
public enum ScoreKind {
    /** Unnormalised: the log-softmax of a row gives its log-probabilities. Log-probabilities come through unchanged. */
    LOGITS,
    /** Natural logarithms of probabilities, used without normalising; each row must sum to 1 within 1e-3 after exp. */
    LOG_PROBS,
    /** Probabilities, used without normalising; each row must sum to 1 within 1e-3. */
    PROBS
}
