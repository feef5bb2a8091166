package io.ctcservice.api.inference;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "Server metadata of the Open Inference Protocol.")
record ServerMetadata(
        @Schema(description = "Name of the server.", requiredMode = RequiredMode.REQUIRED, example = "ctc-service")
        String name,

        @Schema(description = "Its version.", requiredMode = RequiredMode.REQUIRED, example = "1.0.0")
        String version,

        @Schema(description = "The supported extensions of the protocol.", requiredMode = RequiredMode.REQUIRED)
        List<String> extensions) {}
