package io.ctcservice.api.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ctcservice.codec.oip.Datatype;
import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.codec.oip.TensorSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "Inputs and outputs of a model, by the model configuration extension of Triton.")
record ModelConfig(
        @Schema(description = "Name of the model.", requiredMode = RequiredMode.REQUIRED, example = "ctc-loss")
        String name,

        @Schema(description = "The backend.", requiredMode = RequiredMode.REQUIRED, example = "ctc-service")
        String platform,

        @Schema(description = "The backend.", requiredMode = RequiredMode.REQUIRED, example = "ctc-service")
        String backend,

        @Schema(
                description = "0: the first length of a tensor, the utterances, is among its `dims`.",
                requiredMode = RequiredMode.REQUIRED,
                example = "0")
        @JsonProperty("max_batch_size")
        int maxBatchSize,

        @Schema(description = "The inputs.", requiredMode = RequiredMode.REQUIRED)
        List<Input> input,

        @Schema(description = "The outputs.", requiredMode = RequiredMode.REQUIRED)
        List<Output> output) {

    static ModelConfig of(ModelSignature signature) {
        return new ModelConfig(
                signature.name(),
                InferenceModels.PLATFORM,
                InferenceModels.PLATFORM,
                0,
                signature.inputs().stream().map(Input::of).toList(),
                signature.outputs().stream().map(Output::of).toList());
    }

    private static String type(TensorSpec tensor) {
        return "TYPE_" + (tensor.datatype().equals(Datatype.BYTES.name()) ? "STRING" : tensor.datatype());
    }

    @Schema(name = "ModelConfigInput", description = "An input of a model.")
    record Input(
            @Schema(description = "Name of the tensor.", requiredMode = RequiredMode.REQUIRED, example = "emissions")
            String name,

            @Schema(description = "The element type.", requiredMode = RequiredMode.REQUIRED, example = "TYPE_FP32")
            @JsonProperty("data_type")
            String dataType,

            @Schema(
                    description = "Its lengths; −1: differs from request to request.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "[-1, -1, -1]")
            List<Integer> dims,

            @Schema(
                    description = "True if requests may omit it.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "false")
            boolean optional) {

        private static Input of(TensorSpec tensor) {
            return new Input(tensor.name(), type(tensor), tensor.shape(), tensor.isOptional());
        }
    }

    @Schema(name = "ModelConfigOutput", description = "An output of a model.")
    record Output(
            @Schema(description = "Name of the tensor.", requiredMode = RequiredMode.REQUIRED, example = "loss")
            String name,

            @Schema(description = "The element type.", requiredMode = RequiredMode.REQUIRED, example = "TYPE_FP32")
            @JsonProperty("data_type")
            String dataType,

            @Schema(
                    description = "Its lengths; −1: differs from request to request.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "[-1]")
            List<Integer> dims) {

        private static Output of(TensorSpec tensor) {
            return new Output(tensor.name(), type(tensor), tensor.shape());
        }
    }
}
