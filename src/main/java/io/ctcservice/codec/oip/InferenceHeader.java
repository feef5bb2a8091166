package io.ctcservice.codec.oip;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ctcservice.codec.json.JsonTensor;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON part of an inference request, not yet checked. */
@Schema(name = "InferenceRequest", description = "The input tensors.")
public record InferenceHeader(
        @Schema(description = "Echoed in the answer.", example = "42") @Nullable
        String id,

        @Schema(description = "Not looked at: the path names the model.", hidden = true)
        @JsonProperty("model_name")
        @Nullable
        String modelName,

        @Schema(description = "Not looked at: the path names the version.", hidden = true)
        @JsonProperty("model_version")
        @Nullable
        String modelVersion,

        @Schema(
                description =
                        "The fields of the JSON endpoint beside `utterances`, by the same names: of all models `blank`,"
                                + " `scores`, `vocabulary`, `vocabularyName`; of ctc-loss `zeroInfinity`, `reduction` (only"
                                + " `none`); of ctc-decode `decoder`, `beamWidth`, `nBest`, `tokenMinLogProb`, `beamMinLogProb`,"
                                + " `languageModel`, `hotwords`, `wholeWords`, `lexicon`, `wordDelimiter`; of ctc-align `star`, `wordDelimiter`. Lists and"
                                + " objects may also be given as JSON in a string. And the protocol's own:"
                                + " `binary_data_output`: true for all outputs in binary. What clients of other servers send"
                                + " on their own has no effect: `content_type`, `headers`, `priority`, `sequence_id`,"
                                + " `sequence_start`, `sequence_end`, `timeout`, `triton_…`.",
                example = "{\"blank\": 2, \"scores\": \"logits\"}")
        @Nullable
        Map<String, Object> parameters,

        @Schema(
                description = "`emissions` FP32 `[N,T,V]`; optional `emission_lengths` INT32 `[N]`; of ctc-loss and"
                        + " ctc-align also `targets` INT32 `[N,U]` and optional `target_lengths` INT32 `[N]`.",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        List<Input> inputs,

        @Schema(description = "The wanted outputs, in this order. Default: all.") @Nullable
        List<RequestedOutput> outputs) {

    @Schema(name = "InferenceInput", description = "A tensor of a request.")
    record Input(
            @Schema(description = "Name of the input.", requiredMode = RequiredMode.REQUIRED, example = "emissions")
            @Nullable
            String name,

            @Schema(description = "Its lengths.", requiredMode = RequiredMode.REQUIRED, example = "[1, 4, 3]") @Nullable
            List<Long> shape,

            @Schema(
                    description =
                            "FP32, FP16, BF16 or FP64 for emissions; INT8 to INT64 or UINT8 to UINT64 for labels and"
                                    + " lengths.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "FP32")
            @Nullable
            String datatype,

            @Schema(description = "The place of the numbers, if not in `data`.") @Nullable
            InputParameters parameters,

            @Schema(
                    description = "The numbers, flat in row-major order or nested as the shape says. The string"
                            + " `\"-Infinity\"` is a log zero.")
            @Nullable
            JsonTensor data) {

        /** Returns the number of bytes of this tensor after the JSON, null if it is in the JSON. */
        @Nullable
        Long binarySize() {
            return parameters == null ? null : parameters.binaryDataSize();
        }
    }

    @Schema(name = "InferenceInputParameters", description = "The place of the numbers of a tensor.")
    @JsonIgnoreProperties(ignoreUnknown = true) // content_type and other parameters meant for other servers
    record InputParameters(
            @Schema(
                    description = "The binary tensor extension: this many bytes after the JSON, in the order of the"
                            + " inputs, are the tensor; little-endian, row-major. Then the header"
                            + " `Inference-Header-Content-Length` says how long the JSON is.",
                    example = "48")
            @JsonProperty("binary_data_size")
            @Nullable
            Long binaryDataSize,

            @Schema(hidden = true) @JsonProperty("shared_memory_region") @Nullable
            Object sharedMemoryRegion) {}

    @Schema(name = "RequestedOutput", description = "A tensor of the answer.")
    record RequestedOutput(
            @Schema(description = "Name of the output.", requiredMode = RequiredMode.REQUIRED, example = "loss")
            @Nullable
            String name,

            @Schema(description = "The encoding of the output.") @Nullable
            OutputParameters parameters) {

        /** Returns whether this output is wanted in binary. */
        boolean isBinary(boolean otherwise) {
            return parameters == null ? otherwise : Objects.requireNonNullElse(parameters.binaryData(), otherwise);
        }
    }

    @Schema(name = "RequestedOutputParameters", description = "The encoding of an output.")
    @JsonIgnoreProperties(ignoreUnknown = true) // as with inputs
    record OutputParameters(
            @Schema(description = "True for a tensor in binary, after the JSON of the response.", example = "false")
            @JsonProperty("binary_data")
            @Nullable
            Boolean binaryData,

            @Schema(hidden = true) @JsonProperty("shared_memory_region") @Nullable
            Object sharedMemoryRegion,

            @Schema(hidden = true) @Nullable Object classification) {}
}
