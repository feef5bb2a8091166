package io.ctcservice.api.stream;

import io.ctcservice.core.Emissions;
import java.util.function.Consumer;

/** A source of rows of emissions: the binary messages of a stream. Not thread-safe. */
interface RowSource {

    /** Returns V, the number of classes of a row. */
    int classes();

    /**
     * Passes on the rows that a message completes, as soon as they are ready: a large message takes no more memory than its
     * parts.
     *
     * @throws io.ctcservice.codec.UnreadableBodyException if it cannot be read
     */
    void read(byte[] message, Consumer<Emissions> rows);

    /** Returns the duration of the sound that the rows are of, after its end; infinite before, and for rows of other things. */
    default double seconds() {
        return Double.POSITIVE_INFINITY;
    }

    /** Passes on the rows of what was read that would otherwise wait for what comes next. */
    default void flush(Consumer<Emissions> rows) {
        // there are none
    }

    /** Passes on the rows that are left at the end of the stream. */
    void end(Consumer<Emissions> rows);
}
