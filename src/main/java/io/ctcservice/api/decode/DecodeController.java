package io.ctcservice.api.decode;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.npy.NpzAnswer;
import io.ctcservice.plot.Picture;
import io.ctcservice.request.BatchReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class DecodeController {

    private final BatchReader batches;
    private final DecodePlanner planner;
    private final DecodeService decodeService;

    DecodeController(BatchReader batches, DecodePlanner planner, DecodeService decodeService) {
        this.batches = batches;
        this.planner = planner;
        this.decodeService = decodeService;
    }

    @Operation(
            operationId = "decode",
            summary = "What each utterance says, the best hypothesis first",
            description =
                    "Each hypothesis has its exact log-probability, and a score that is the sum of named parts. On"
                            + " request also where its tokens and words are, and the class of each frame. `beam` can be"
                            + " guided by a language model, hot words and a lexicon.")
    @PostMapping(
            path = "/decode",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = {APPLICATION_JSON_VALUE, NpzAnswer.MEDIA_TYPE})
    DecodeResponse decode(@Valid @RequestBody DecodeRequest request) {
        var batch = batches.read(request);
        var plan = planner.plan(request, batch.alphabet(), batch.warnings(), request.includesSpans());
        new DecodeWarnings(batch.warnings()).ofSecondsWithoutSpans(request);
        return DecodeResponse.of(request, plan, decodeService.decode(batch, plan), batch.warnings());
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/decode",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = {IMAGE_PNG_VALUE, "image/svg+xml"})
    ResponseEntity<Picture> decodePicture(@Valid @RequestBody DecodeRequest request) {
        var batch = batches.read(request);
        batch.only("a picture");
        var plan = planner.plan(request, batch.alphabet(), batch.warnings(), true);
        var decoded = decodeService.decode(batch, plan).getFirst();
        return WarningHeader.on(DecodePicture.of(decoded, plan), batch.warnings());
    }
}
