package io.ctcservice.api.loss;

import io.ctcservice.codec.json.FramePath;
import io.ctcservice.core.align.BestPaths.RankedPath;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

@Schema(name = "PathOfTarget", description = "One path of the target, with its probability.")
record LossPath(
        @Schema(
                description = "ln of the probability of this path, in nats, at most 0.",
                requiredMode = RequiredMode.REQUIRED,
                example = "-1.7")
        double logProb,

        @Schema(description = "Class of each frame.", requiredMode = RequiredMode.REQUIRED)
        FramePath path) {

    static LossPath of(RankedPath ranked) {
        return new LossPath(
                ranked.logProb(),
                FramePath.of(ranked.path().stream().mapToInt(Integer::intValue).toArray()));
    }
}
