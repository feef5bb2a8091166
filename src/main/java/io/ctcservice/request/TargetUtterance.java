package io.ctcservice.request;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An utterance of a request that needs a target. */
@Schema(description = "One utterance: the emissions of a network, and the target.")
public record TargetUtterance(
        @Nullable String id,
        @Nullable FloatMatrix emissions,
        @Nullable Integer frames,
        @Nullable Double seconds,
        @Nullable String target,
        @Nullable Labels labels)
        implements TargetBody {

    /** An utterance without any fields. */
    public static final TargetUtterance EMPTY = new TargetUtterance(null, null, null, null, null, null);

    @Override
    public TargetUtterance withEmissions(FloatMatrix other) {
        return new TargetUtterance(id, other, frames, seconds, target, labels);
    }

    @Override
    public TargetUtterance withEmissions(RecordedScores made) {
        return new TargetUtterance(id, made.scores(), frames, made.seconds(), target, labels);
    }
}
