package io.ctcservice.api.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.json.FramePath;
import io.ctcservice.core.Labels;
import io.ctcservice.request.decode.DecodedHypothesis;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the server at /stream. */
final class StreamMessages {

    private StreamMessages() {}

    @Schema(
            name = "Partial",
            description =
                    "The best hypothesis of the current segment, after each binary message; omitted where the client has not read the one before.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Partial(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "partial")
            String type,

            @Schema(description = "The text read so far; only where there is a vocabulary.", example = "hello w")
            @Nullable
            String text,

            @Schema(description = "The stable prefix of `text`: it never changes any more.", example = "hello")
            @Nullable
            String stable,

            @Schema(description = "The labels read so far, as class indices; only where there is no vocabulary.")
            @Nullable
            Labels labels,

            @Schema(description = "The number of `labels`, from the first, that never change any more.") @Nullable
            Integer stableLabels,

            @Schema(
                    description = "Frames since the start of the stream.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "120")
            long frames) {

        static Partial ofText(String text, String stable, long frames) {
            return new Partial("partial", text, stable, null, null, frames);
        }

        static Partial ofLabels(Labels labels, int stable, long frames) {
            return new Partial("partial", null, null, labels, stable, frames);
        }
    }

    @Schema(
            name = "Final",
            description =
                    "The result of a segment, with the fields of a hypothesis of /decode; all frames and seconds are"
                            + " counted from the start of the stream.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Final(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "final")
            String type,

            @Schema(
                    description = "The reason for the end of the segment.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "end")
            EndReason reason,

            @Schema(description = "First frame of the segment.", requiredMode = RequiredMode.REQUIRED, example = "0")
            int start,

            @Schema(description = "Frame after its last.", requiredMode = RequiredMode.REQUIRED, example = "120")
            int end,

            @Schema(description = "`start` in seconds; only where the duration of a frame is known.", example = "0.0")
            @Nullable
            Double startSeconds,

            @Schema(description = "`end` in seconds; only where the duration of a frame is known.", example = "2.4")
            @Nullable
            Double endSeconds,

            @JsonUnwrapped DecodedHypothesis best,

            @Schema(description = "Class of each frame of the segment on the best path of the labels.") @Nullable
            FramePath framePath,

            @Schema(description = "The other hypotheses, the best first; only with `nBest` above 1.") @Nullable
            List<DecodedHypothesis> alternatives,

            @Schema(
                    description =
                            "Legal but suspicious, such as another class that is best where the blank should be; only if there is any.")
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Warning> warnings) {}
}
