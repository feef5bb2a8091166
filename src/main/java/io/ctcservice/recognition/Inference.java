package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;

/** The run of a network, without the steps before and after it. Thread-safe. */
interface Inference extends AutoCloseable {

    /**
     * Returns the scores {@code [T][V]}; T may be 0.
     *
     * @param input rows of features {@code [T][D]}, or a picture {@code [C][H][W]}
     * @throws RecognitionException if it fails
     */
    FloatMatrix run(Tensor input);

    @Override
    void close();
}
