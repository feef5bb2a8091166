package io.ctcservice.core.loss.scaled;

/**
 * The forward variable of every frame of an utterance: run through once from the first segment to the last, then there by
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

    /** Runs forward. */
    void run();

    /** Returns the likelihood, after {@link #run}. */
    ScaledValue likelihood();

    /** Returns the rows of a segment, with its probabilities being those last filled where its exponents are shared. */
    StateRows rows(int segment);
}
