package io.ctcservice.codec.column;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.npy.NpzArchive;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A response that can be written as an archive of arrays. How a record's component {@code warnings} is written and described in
 * the OpenAPI document comes from here.
 */
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
    @Schema(description = "Legal but suspicious parts of the request; only if there are any.")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    default List<Warning> warnings() {
        return List.of();
    }
}
