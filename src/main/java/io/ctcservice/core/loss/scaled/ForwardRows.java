package io.ctcservice.core.loss.scaled;

/**
 * The forward variable of every frame of an utterance: computed once from the first segment to the last, then read by
 * segment from the last to the first. Not thread-safe.
 */
sealed interface ForwardRows permits KeptRows, RecomputedRows {

    /**
     * Returns the cheaper of the two kinds for this input.
     *
     * @param checkpointBytes as much memory as the checkpoints of a level may take, where more levels help
     */
    static ForwardRows of(RecursionInput input, LabelProbabilities probabilities, long checkpointBytes) {
        return KeptRows.fit(input.layout())
                ? new KeptRows(input, probabilities)
                : new RecomputedRows(input, probabilities, checkpointBytes);
    }

    /** Runs the forward recursion. */
    void run();

    /** Returns the likelihood, after {@link #run}. */
    ScaledValue likelihood();

    /**
     * Returns the rows of a segment; where its exponents are shared, the probabilities last filled are those of the
     * segment.
     */
    StateRows rows(int segment);
}
