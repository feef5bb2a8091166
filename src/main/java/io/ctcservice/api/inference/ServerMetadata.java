package io.ctcservice.api.inference;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "What speaks the Open Inference Protocol here.")
record ServerMetadata(
        @Schema(description = "Its name.", requiredMode = RequiredMode.REQUIRED, example = "ctc-service")
        String name,

        @Schema(description = "Its version.", requiredMode = RequiredMode.REQUIRED, example = "1.0.0")
        String version,

        @Schema(description = "What it knows beside the protocol itself.", requiredMode = RequiredMode.REQUIRED)
        List<String> extensions) {}
