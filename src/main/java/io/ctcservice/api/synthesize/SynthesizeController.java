package io.ctcservice.api.synthesize;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.plot.FeaturePicture;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.Span;
import io.ctcservice.request.ResponseForm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class SynthesizeController {

    private final SynthesizeService synthesizeService;

    SynthesizeController(SynthesizeService synthesizeService) {
        this.synthesizeService = synthesizeService;
    }

    @Operation(
            operationId = "synthesize",
            summary = "Features and emissions of a text, and the alignment they were made from",
            description = "Input for the other endpoints: post `emissions` to /decode, or with the text as `target` to"
                    + " /loss and /align. A picture is of the features.")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SynthesizeResponse.class)))
    @PostMapping(
            path = "/synthesize",
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, NpzResponse.MEDIA_TYPE, ResponseForm.PNG_TYPE, ResponseForm.SVG_TYPE})
    ResponseEntity<Object> synthesize(@Valid @RequestBody SynthesizeRequest request, ResponseForm form) {
        var synthesis = synthesizeService.synthesize(request);
        var warnings = request.warnings();
        Object body =
                form.isPicture() ? picture(request, synthesis) : SynthesizeResponse.of(request, synthesis, warnings);
        return form.response(body, warnings);
    }

    private static Picture picture(SynthesizeRequest request, Synthesis synthesis) {
        var vocabulary = synthesis.vocabulary();
        var spans = synthesis.utterance().spans().stream()
                .map(span -> Span.of(vocabulary.symbol(span.label()), span.start(), span.end()))
                .toList();
        return FeaturePicture.of(request.textOrEmpty(), synthesis.utterance().features(), spans);
    }
}
