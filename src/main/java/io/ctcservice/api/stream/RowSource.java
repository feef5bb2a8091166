package io.ctcservice.api.stream;

import io.ctcservice.core.Emissions;
import java.util.function.Consumer;

/** A maker of emissions from the binary messages of a stream. Not thread-safe. */
interface RowSource {

    /** Returns V, the number of classes of a row. */
    int classes();

    /**
     * Passes on the rows that a message brings, if it brings any yet: as they are ready, so that a large message takes no more
     * room than its parts.
     *
     * @throws io.ctcservice.codec.UnreadableBodyException if it cannot be read
     */
    void read(byte[] message, Consumer<Emissions> rows);

    /** Passes on the rows that are left at the end of the stream. */
    void end(Consumer<Emissions> rows);
}
