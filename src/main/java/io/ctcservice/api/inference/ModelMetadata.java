package io.ctcservice.api.inference;

import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.codec.oip.TensorSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@Schema(description = "What a model takes and gives.")
record ModelMetadata(
        @Schema(description = "Its name.", requiredMode = RequiredMode.REQUIRED, example = "ctc-loss")
        String name,

        @Schema(description = "Its versions.", requiredMode = RequiredMode.REQUIRED, example = "[\"1\"]")
        List<String> versions,

        @Schema(description = "What runs it.", requiredMode = RequiredMode.REQUIRED, example = "ctc-service")
        String platform,

        @Schema(
                description = "What it takes; `parameters.optional` says of which it can do without.",
                requiredMode = RequiredMode.REQUIRED)
        List<TensorSpec> inputs,

        @Schema(
                description = "What it gives, all of it unless a request names some.",
                requiredMode = RequiredMode.REQUIRED)
        List<TensorSpec> outputs,

        @Schema(
                description = "`optional_inputs`: names of the inputs that may be missing, separated by commas.",
                requiredMode = RequiredMode.REQUIRED,
                example = "{\"optional_inputs\": \"emission_lengths,target_lengths\"}")
        Map<String, String> properties) {

    static ModelMetadata of(ModelSignature signature) {
        return new ModelMetadata(
                signature.name(),
                List.of(InferenceModels.VERSION),
                InferenceModels.PLATFORM,
                signature.inputs(),
                signature.outputs(),
                Map.of(
                        "optional_inputs",
                        signature.inputs().stream()
                                .filter(TensorSpec::isOptional)
                                .map(TensorSpec::name)
                                .collect(Collectors.joining(","))));
    }
}
