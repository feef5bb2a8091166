package io.ctcservice.api.stream;

import io.ctcservice.core.Emissions;
import java.util.Optional;

/** A maker of emissions from the binary messages of a stream. Not thread-safe. */
interface RowSource {

    /** Returns V, the number of classes of a row. */
    int classes();

    /**
     * Returns the rows that a message brings, empty if it brings none yet.
     *
     * @throws io.ctcservice.codec.UnreadableBodyException if it cannot be read
     */
    Optional<Emissions> rows(byte[] message);

    /** Returns the rows that are left at the end of the stream. */
    Optional<Emissions> rest();

    /** Gives back what is held. */
    void close();
}
