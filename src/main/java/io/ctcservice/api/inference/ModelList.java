package io.ctcservice.api.inference;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "The models of this server.")
record ModelList(
        @Schema(description = "The names of the models.", requiredMode = RequiredMode.REQUIRED)
        List<String> models) {}
