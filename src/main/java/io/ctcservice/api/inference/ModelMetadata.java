package io.ctcservice.api.inference;

import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.codec.oip.TensorSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@Schema(description = "Inputs and outputs of a model.")
record ModelMetadata(
        @Schema(description = "Name of the model.", requiredMode = RequiredMode.REQUIRED, example = "ctc-loss")
        String name,

        @Schema(description = "Its versions.", requiredMode = RequiredMode.REQUIRED, example = "[\"1\"]")
        List<String> versions,

        @Schema(description = "The backend.", requiredMode = RequiredMode.REQUIRED, example = "ctc-service")
        String platform,

        @Schema(
                description = "The inputs; `parameters.optional` marks those that may be missing.",
                requiredMode = RequiredMode.REQUIRED)
        List<TensorSpec> inputs,

        @Schema(
                description = "The outputs: all are returned unless a request names some.",
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
