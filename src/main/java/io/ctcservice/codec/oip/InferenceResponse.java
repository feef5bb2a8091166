package io.ctcservice.codec.oip;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ctcservice.codec.Warning;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output tensors of a model.
 *
 * @param binary those that follow the JSON, in order; none if all are in it
 * @param warnings suspicious parts of the request; not in the body, for the protocol has no place for it
 */
@Schema(description = "The output tensors of a model.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InferenceResponse(
        @Schema(description = "Name of the model.", hidden = true) // the document describes it separately
        @JsonProperty("model_name")
        String modelName,

        @Schema(description = "Version of the model.", requiredMode = RequiredMode.REQUIRED, example = "1")
        @JsonProperty("model_version")
        String modelVersion,

        @Schema(description = "As in the request, if it had one.", example = "42") @Nullable
        String id,

        @Schema(description = "The outputs, in the order of the request.", requiredMode = RequiredMode.REQUIRED)
        List<Output> outputs,

        @JsonIgnore List<OutputTensor> binary,

        @JsonIgnore List<Warning> warnings) {

    public InferenceResponse {
        outputs = List.copyOf(outputs);
        binary = List.copyOf(binary);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether tensors follow the JSON. */
    @JsonIgnore
    public boolean isBinary() {
        return !binary.isEmpty();
    }

    @Schema(name = "InferenceOutput", description = "A tensor of an answer.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Output(
            @Schema(description = "Name of the output.", requiredMode = RequiredMode.REQUIRED, example = "loss")
            String name,

            @Schema(description = "The element type.", requiredMode = RequiredMode.REQUIRED, example = "FP32")
            String datatype,

            @Schema(description = "Its lengths.", requiredMode = RequiredMode.REQUIRED, example = "[1]")
            List<Integer> shape,

            @Schema(
                    description =
                            "The place of the tensor, if it comes after the JSON; the value that null stands for, if there is one.")
            @Nullable
            Parameters parameters,

            @Schema(
                    description = "The elements, flat, row-major. Null stands for a number that JSON has none for: the"
                            + " loss of an infeasible target, which is +Infinity in binary, and its ln p, −Infinity;"
                            + " `parameters.null_stands_for` says which.")
            @Nullable
            OutputTensor data) {

        static Output of(String name, OutputTensor tensor, boolean isBinary) {
            return new Output(
                    name,
                    tensor.datatype().name(),
                    tensor.shape(),
                    isBinary ? new Parameters(tensor.binarySize(), null) : Parameters.ofNull(tensor),
                    isBinary ? null : tensor);
        }
    }

    @Schema(name = "InferenceOutputParameters", description = "The encoding of a tensor of an answer.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parameters(
            @Schema(
                    description = "This many bytes after the JSON, in the order of the outputs, are the tensor.",
                    example = "4")
            @JsonProperty("binary_data_size")
            @Nullable
            Long binaryDataSize,

            @Schema(
                    description = "The number that null is in `data`: Infinity, -Infinity or NaN.",
                    example = "Infinity")
            @JsonProperty("null_stands_for")
            @Nullable
            String nullStandsFor) {

        private static @Nullable Parameters ofNull(OutputTensor tensor) {
            return tensor.firstWithoutJson()
                    .map(number -> new Parameters(null, number.toString()))
                    .orElse(null);
        }
    }
}
