package io.ctcservice.recognition;

import io.ctcservice.core.FloatMatrix;

/** A receiver of the scores of a sound while it is read. */
@FunctionalInterface
public interface RowSink {

    /** Takes the next rows {@code [T][V]}, T &gt;= 1. */
    void accept(FloatMatrix rows);
}
