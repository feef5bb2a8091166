package io.ctcservice.api.stream;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.decode.EndpointRules;
import io.ctcservice.request.decode.DecodePlan;
import io.ctcservice.request.decode.DecodeRequest;
import org.jspecify.annotations.Nullable;

/**
 * The first message of a stream, checked.
 *
 * @param request as /decode would have it
 * @param plan the decoder and what its labels mean
 * @param rules when a segment ends
 * @param seconds the duration of a frame, null where it is not known
 * @param rows makes emissions of binary messages
 * @param warnings about the message
 */
record StreamStart(
        DecodeRequest request,
        DecodePlan plan,
        EndpointRules rules,
        @Nullable Double seconds,
        RowSource rows,
        Warnings warnings) {}
