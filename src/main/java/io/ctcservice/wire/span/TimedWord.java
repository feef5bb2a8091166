package io.ctcservice.wire.span;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/** One word and where it is. */
public interface TimedWord extends TimedSpan {

    @Schema(description = "Without delimiters.", requiredMode = RequiredMode.REQUIRED, example = "hi")
    String text();

    @Override
    @Schema(
            description = "Mean of ln p over the frames of its tokens.",
            requiredMode = RequiredMode.REQUIRED,
            example = "-0.27")
    double score();

    @Schema(
            description = "The least of its tokens' confidences, in [0, 1].",
            requiredMode = RequiredMode.REQUIRED,
            example = "0.8")
    double confidence();
}
