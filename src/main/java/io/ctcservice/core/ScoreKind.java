package io.ctcservice.core;

/** What the numbers of an emissions matrix are. */
public enum ScoreKind {
    /** Unnormalised: the log-softmax of a row gives its log-probabilities. Log-probabilities come through unchanged. */
    LOGITS,
    /** Natural logarithms of probabilities, taken as they are; each row must sum to 1 within 1e-3 after exp. */
    LOG_PROBS,
    /** Probabilities, taken as they are; each row must sum to 1 within 1e-3. */
    PROBS
}
