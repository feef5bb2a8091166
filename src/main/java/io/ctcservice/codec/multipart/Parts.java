package io.ctcservice.codec.multipart;

import io.ctcservice.codec.UnreadableBodyException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The parts of a form, one after the other. */
public interface Parts {

    /**
     * Returns the next part, null where there is no other.
     *
     * @throws UnreadableBodyException if the body does not go on as it should
     */
    @Nullable
    Part next() throws IOException;
}
