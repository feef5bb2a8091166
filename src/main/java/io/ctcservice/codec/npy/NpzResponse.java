package io.ctcservice.codec.npy;

import io.ctcservice.codec.Warning;
import java.util.List;

/** An answer that can be had as an archive of arrays. */
public interface NpzResponse {

    /** The media type that asks for it. */
    String MEDIA_TYPE = "application/x-npz";

    /**
     * Returns the arrays of this answer.
     *
     * @throws io.ctcservice.codec.RefusedRequestException if the ids of the request cannot name arrays
     */
    NpzArchive toNpz();

    /** Returns what was legal in the request but smells; none where there are no such warnings. */
    default List<Warning> warnings() {
        return List.of();
    }
}
