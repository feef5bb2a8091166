package io.ctcservice.wire.npy;

/** An answer that can be had as an archive of arrays. */
public interface NpzAnswer {

    /** The media type that asks for it. */
    String MEDIA_TYPE = "application/x-npz";

    /**
     * Returns the arrays of this answer.
     *
     * @throws io.ctcservice.wire.RefusedRequestException if the ids of the request cannot name arrays
     */
    NpzArchive toNpz();
}
