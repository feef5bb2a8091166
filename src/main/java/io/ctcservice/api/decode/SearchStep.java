package io.ctcservice.api.decode;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.SearchTrace;
import io.ctcservice.request.decode.DecodePlan;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(description = "One step of the beam search: a frame.")
record SearchStep(
        @Schema(
                description = "The prefixes in the beam after this frame, best first, 64 at most.",
                requiredMode = RequiredMode.REQUIRED)
        List<Prefix> kept,

        @Schema(
                description =
                        "Those that were in the beam before it and are not any more, neither as they are nor longer by"
                                + " a label, 64 at most.",
                requiredMode = RequiredMode.REQUIRED)
        List<Dropped> pruned) {

    static SearchStep of(SearchTrace.Step step, DecodePlan plan) {
        return new SearchStep(
                step.kept().stream()
                        .map(prefix -> new Prefix(
                                plan.text(prefix.labels()), prefix.labels(), prefix.score(), prefix.merged()))
                        .toList(),
                step.pruned().stream()
                        .map(labels -> new Dropped(plan.text(labels), labels))
                        .toList());
    }

    @Schema(name = "BeamPrefix", description = "One prefix of the beam.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Prefix(
            @Schema(description = "Readable text; only where there is a vocabulary.", example = "hel") @Nullable
            String text,

            @Schema(description = "The same as class indices.", requiredMode = RequiredMode.REQUIRED)
            Labels labels,

            @Schema(
                    description =
                            "ln p of all its paths so far, plus the scores of language model, hot words and lexicon.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "-1.2")
            double score,

            @Schema(
                    description =
                            "True if two paths merged into this prefix and their probabilities were added: it was kept, and the prefix without its last label was extended by it.",
                    requiredMode = RequiredMode.REQUIRED)
            boolean merged) {}

    @Schema(name = "DroppedPrefix", description = "A prefix that left the beam.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Dropped(
            @Schema(description = "Readable text; only where there is a vocabulary.", example = "hal") @Nullable
            String text,

            @Schema(description = "The same as class indices.", requiredMode = RequiredMode.REQUIRED)
            Labels labels) {}
}
