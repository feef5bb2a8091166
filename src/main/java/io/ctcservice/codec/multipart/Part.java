package io.ctcservice.codec.multipart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One part of a form. The content can be read once, before the next part is requested. */
public interface Part {

    /** Returns the name of the form field. */
    String name();

    /** Returns the client's file name, null if there is none. */
    @Nullable
    String filename();

    /**
     * Returns the whole content, in memory.
     *
     * @param most the most bytes that there is room for
     * @return null if there is more
     */
    @Nullable
    ByteBuffer content(long most) throws IOException;

    /** Returns the content as a stream. */
    InputStream stream() throws IOException;
}
