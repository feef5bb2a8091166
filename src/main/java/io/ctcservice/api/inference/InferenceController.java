package io.ctcservice.api.inference;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.APPLICATION_OCTET_STREAM_VALUE;

import io.ctcservice.codec.oip.InferenceHeader;
import io.ctcservice.codec.oip.InferenceReader;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.InferenceResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "inference", description = "The Open Inference Protocol, version 2, of KServe and Triton")
final class InferenceController {

    private final InferenceModels models;

    InferenceController(InferenceModels models) {
        this.models = models;
    }

    @Operation(
            operationId = "infer",
            summary = "Run a model on tensors",
            description = """
                    The loss, decoding or alignment of a batch, for clients of KServe and Triton. Also at \
                    `/v2/models/{model}/versions/1/infer`. Tensors are in the JSON or, by the binary tensor extension, \
                    after it, little-endian.

                    Without `outputs` a model gives all that it has and the request allows, but for `paths` and \
                    `path_log_probs`, which must be named; name what you want, and no more is computed. Outputs are named as the arrays of an `.npz` archive are, and mean the same: the fields of \
                    the JSON in snake_case, the first axis being the utterances, the second frames, labels, tokens, words or \
                    hypotheses. Where JSON has null, `loss` is +∞, `log_likelihood` and an alignment's `log_prob` −∞, and \
                    other numbers are NaN; JSON tensors have null for all of these, and `parameters.null_stands_for` of \
                    the output says which it is. Rows that are shorter than the tensor end with zeros, those of \
                    `nbest_labels` and `paths` with −1. Without vocabulary and blank the vocabulary is \
                    `english`, as everywhere.""",
            parameters = {
                @Parameter(
                        name = InferenceReader.LENGTH_HEADER,
                        in = ParameterIn.HEADER,
                        description =
                                "The number of bytes of JSON in a body with binary tensors, which follow. Responses with binary"
                                        + " tensors have this header too.",
                        schema = @Schema(type = "integer", format = "int32"))
            },
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = InferenceHeader.class)),
                                @Content(
                                        mediaType = APPLICATION_OCTET_STREAM_VALUE,
                                        schema =
                                                @Schema(
                                                        type = "string",
                                                        format = "binary",
                                                        description = "The JSON, then the binary tensors."))
                            }),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The outputs.",
                            content = {
                                @Content(
                                        mediaType = APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = InferenceResponse.class)),
                                @Content(
                                        mediaType = APPLICATION_OCTET_STREAM_VALUE,
                                        schema =
                                                @Schema(
                                                        type = "string",
                                                        format = "binary",
                                                        description = "The JSON, then the binary tensors."))
                            }))
    @PostMapping(
            path = "/v2/models/{model}/infer",
            consumes = {APPLICATION_JSON_VALUE, APPLICATION_OCTET_STREAM_VALUE})
    ResponseEntity<InferenceResponse> infer(
            @Parameter(description = "Name of the model.", example = "ctc-loss") @PathVariable String model,
            @RequestBody InferenceRequest request) {
        return entity(models.infer(models.find(model, null), request));
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/v2/models/{model}/versions/{version}/infer",
            consumes = {APPLICATION_JSON_VALUE, APPLICATION_OCTET_STREAM_VALUE})
    ResponseEntity<InferenceResponse> inferWithVersion(
            @PathVariable String model, @PathVariable String version, @RequestBody InferenceRequest request) {
        return entity(models.infer(models.find(model, version), request));
    }

    /** The request itself says which form of the response it wants, instead of an {@code Accept} header. */
    private static ResponseEntity<InferenceResponse> entity(InferenceResponse response) {
        return ResponseEntity.ok()
                .contentType(response.isBinary() ? MediaType.APPLICATION_OCTET_STREAM : MediaType.APPLICATION_JSON)
                .body(response);
    }
}
