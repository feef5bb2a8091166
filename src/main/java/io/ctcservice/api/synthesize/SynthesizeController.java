package io.ctcservice.api.synthesize;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;

import io.ctcservice.codec.npy.NpzAnswer;
import io.ctcservice.plot.FeaturePicture;
import io.ctcservice.plot.Picture;
import io.ctcservice.plot.Span;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
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
                    + " /loss and /align.")
    @PostMapping(
            path = "/synthesize",
            consumes = APPLICATION_JSON_VALUE,
            produces = {APPLICATION_JSON_VALUE, NpzAnswer.MEDIA_TYPE})
    SynthesizeResponse synthesize(@Valid @RequestBody SynthesizeRequest request) {
        return SynthesizeResponse.of(request, synthesizeService.synthesize(request));
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/synthesize",
            consumes = APPLICATION_JSON_VALUE,
            produces = {IMAGE_PNG_VALUE, "image/svg+xml"})
    Picture synthesizePicture(@Valid @RequestBody SynthesizeRequest request) {
        var synthesis = synthesizeService.synthesize(request);
        var vocabulary = synthesis.vocabulary();
        var spans = synthesis.utterance().spans().stream()
                .map(span -> Span.of(vocabulary.symbol(span.label()), span.start(), span.end()))
                .toList();
        return FeaturePicture.of(request.textOrEmpty(), synthesis.utterance().features(), spans);
    }
}
