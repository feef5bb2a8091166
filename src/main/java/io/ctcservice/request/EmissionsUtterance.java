package io.ctcservice.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.core.FloatMatrix;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An utterance of a request that needs no target. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Utterance", description = "One utterance: the emissions of a network.")
public record EmissionsUtterance(
        @Nullable String id,
        @Nullable FloatMatrix emissions,
        @Nullable Integer frames,
        @Nullable Double seconds) implements UtteranceBody {

    /** An utterance without any fields. */
    public static final EmissionsUtterance EMPTY = new EmissionsUtterance(null, null, null, null);

    @Override
    public EmissionsUtterance withEmissions(FloatMatrix other) {
        return new EmissionsUtterance(id, other, frames, seconds);
    }

    @Override
    public EmissionsUtterance withEmissions(RecordedScores made) {
        return new EmissionsUtterance(id, made.scores(), frames, made.seconds());
    }
}
