package io.ctcservice.codec.column;

import io.ctcservice.codec.Warning;
import io.ctcservice.codec.npy.NpzArchive;
import java.util.List;

/** A response that can be had as an archive of arrays. */
public interface NpzResponse {

    /** The media type that asks for it. */
    String MEDIA_TYPE = "application/x-npz";

    /**
     * Returns the arrays of this response.
     *
     * @throws io.ctcservice.codec.RefusedRequestException if the ids of the request cannot name arrays
     */
    NpzArchive toNpz();

    /** Returns what was legal in the request but smells; none where there are no such warnings. */
    default List<Warning> warnings() {
        return List.of();
    }
}
