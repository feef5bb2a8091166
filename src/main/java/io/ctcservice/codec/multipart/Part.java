package io.ctcservice.codec.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One part of a form. What is in it can be had once, before the next part is asked for. */
public interface Part {

    /** Returns the field. */
    String name();

    /** Returns what the client calls the file, null if it does not. */
    @Nullable
    String filename();

    /**
     * Returns all that is in it, in memory.
     *
     * @param most the most bytes that there is room for
     * @return null if there is more
     */
    @Nullable
    ByteBuffer content(long most) throws IOException;

    /** Returns what is in it, as it comes. */
    InputStream stream() throws IOException;
}
