package io.ctcservice.audio;

/** The kinds of values in the bins of a spectrum X of N samples. */
public enum Bins {
    /** |X|. */
    MAGNITUDE,
    /** |X|². */
    POWER,
    /** |X|²/N. */
    POWER_OVER_SIZE
}
