package io.ctcservice.codec.column;

import io.ctcservice.codec.Warning;
import io.ctcservice.codec.npy.NpzArchive;
import java.util.List;

/** A response that can be written as an archive of arrays. */
public interface NpzResponse {

    /** The media type of such an archive. */
    String MEDIA_TYPE = "application/x-npz";

    /**
     * Returns the arrays of this response.
     *
     * @throws io.ctcservice.codec.RefusedRequestException if the ids of the request cannot name arrays
     */
    NpzArchive toNpz();

    /** Returns the warnings about the request; empty for endpoints that have none. */
    default List<Warning> warnings() {
        return List.of();
    }
}
