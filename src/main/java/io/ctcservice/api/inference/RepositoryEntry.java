package io.ctcservice.api.inference;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

@Schema(description = "A model of this server, as an entry of what Triton calls the repository index.")
record RepositoryEntry(
        @Schema(description = "Name of the model.", requiredMode = RequiredMode.REQUIRED, example = "ctc-loss")
        String name,

        @Schema(description = "Its version.", requiredMode = RequiredMode.REQUIRED, example = "1")
        String version,

        @Schema(description = "Always READY.", requiredMode = RequiredMode.REQUIRED, example = "READY")
        String state,

        @Schema(
                description = "The reason for another state: always empty.",
                requiredMode = RequiredMode.REQUIRED,
                example = "")
        String reason) {

    static RepositoryEntry ready(String name) {
        return new RepositoryEntry(name, InferenceModels.VERSION, "READY", "");
    }
}
