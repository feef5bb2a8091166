package io.ctcservice.api.inference;

import io.ctcservice.wire.inference.ModelSignature;
import io.ctcservice.wire.inference.TensorSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "What a model takes and gives.")
record ModelMetadata(
        @Schema(description = "Its name.", requiredMode = RequiredMode.REQUIRED, example = "ctc-loss")
        String name,

        @Schema(description = "Its versions.", requiredMode = RequiredMode.REQUIRED, example = "[\"1\"]")
        List<String> versions,

        @Schema(description = "What runs it.", requiredMode = RequiredMode.REQUIRED, example = "ctc-service")
        String platform,

        @Schema(
                description = "What it takes; `emission_lengths` and `target_lengths` may be missing.",
                requiredMode = RequiredMode.REQUIRED)
        List<TensorSpec> inputs,

        @Schema(description = "What it can give, some of it only on request.", requiredMode = RequiredMode.REQUIRED)
        List<TensorSpec> outputs) {

    static ModelMetadata of(ModelSignature signature) {
        return new ModelMetadata(
                signature.name(),
                List.of(InferenceModels.VERSION),
                InferenceModels.PLATFORM,
                signature.inputs(),
                signature.outputs());
    }
}
