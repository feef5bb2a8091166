package io.ctcservice.codec.span;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/**
 * A half-open range of frames [start, end) in a response. A record implements this by having components of these names;
 * their descriptions in the OpenAPI document come from here, unless it describes one itself.
 */
public interface TimedSpan {

    @Schema(description = "First frame.", requiredMode = RequiredMode.REQUIRED, example = "1")
    int start();

    @Schema(description = "Frame after the last.", requiredMode = RequiredMode.REQUIRED, example = "5")
    int end();

    @Schema(description = "`start` in seconds; only with `secondsPerFrame`.", example = "0.02")
    @Nullable
    Double startSeconds();

    @Schema(description = "`end` in seconds; only with `secondsPerFrame`.", example = "0.1")
    @Nullable
    Double endSeconds();

    /** Returns the score of the frames, in nats; its meaning depends on the kind of span. */
    double score();
}
