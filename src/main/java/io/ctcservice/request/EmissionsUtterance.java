package io.ctcservice.request;

import io.ctcservice.core.FloatMatrix;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An utterance of a request that needs no target. */
@Schema(name = "Utterance", description = "One utterance: the emissions of a network.")
public record EmissionsUtterance(
        @Nullable String id,
        @Nullable FloatMatrix emissions,
        @Nullable Integer frames) implements UtteranceBody {

    /** An utterance without any fields. */
    public static final EmissionsUtterance EMPTY = new EmissionsUtterance(null, null, null);

    @Override
    public EmissionsUtterance withEmissions(FloatMatrix other) {
        return new EmissionsUtterance(id, other, frames);
    }
}
