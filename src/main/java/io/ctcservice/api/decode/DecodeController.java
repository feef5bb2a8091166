package io.ctcservice.api.decode;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.decode.SearchTrace;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.NamedEmissions;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.request.decode.DecodePlanner;
import io.ctcservice.request.decode.DecodeRequest;
import io.ctcservice.request.decode.DecodeWarnings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
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
            summary = "Decode each utterance, the best hypothesis first",
            description =
                    "Each hypothesis has its exact log-probability, and a score that is the sum of named parts. On request also the spans of its tokens and words, and the class of each frame. `beam` takes a language model, hot words and a lexicon. A picture is of the emissions, the"
                            + " frame path and the tokens below; text, subtitles, CTM and TextGrid have the best"
                            + " hypothesis. In a CTM of several utterances the `id`s must differ (else 422).")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = DecodeResponse.class)))
    @PostMapping(
            path = "/decode",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE, NpyReader.MEDIA_TYPE, "audio/*", "image/*"},
            produces = {
                APPLICATION_JSON_VALUE,
                NpzResponse.MEDIA_TYPE,
                ResponseForm.PNG_TYPE,
                ResponseForm.SVG_TYPE,
                ResponseForm.TEXT_TYPE,
                ResponseForm.WEB_VTT_TYPE,
                ResponseForm.SUB_RIP_TYPE,
                ResponseForm.CTM_TYPE,
                ResponseForm.TEXT_GRID_TYPE
            })
    ResponseEntity<Object> decode(@Valid @RequestBody DecodeRequest request, ResponseForm form) {
        var batch = batches.read(request);
        var subtitles = form.subtitles();
        if (form.isPicture()) {
            batch.only("a picture");
        } else if (form == ResponseForm.TEXT) {
            batch.requireText("the answer is text");
        }
        double seconds =
                subtitles == null ? 0 : batch.secondsFor(subtitles, request.secondsPerFrame(), NamedEmissions::id);
        boolean withSpans = form.isPicture() || subtitles != null || request.includesSpans();
        var plan = planner.plan(request, batch.classes(), batch.warnings(), withSpans);
        new DecodeWarnings(batch.warnings()).ofNoEffect(request, batch.classes(), form);
        batch.warnOfSeconds(form, request.secondsPerFrame());
        var decoded = decodeService.decode(batch, plan);
        Object body;
        if (form.isPicture()) {
            body = DecodePicture.of(decoded.getFirst(), plan);
        } else if (subtitles != null) {
            body = DecodeText.subtitles(decoded, plan, seconds, subtitles);
        } else if (form == ResponseForm.TEXT) {
            body = DecodeText.lines(decoded, plan);
        } else {
            boolean withSearch = form == ResponseForm.JSON && request.includes(DecodeRequest.Include.SEARCH);
            var steps = withSearch ? decodeService.trace(batch, plan) : List.<List<SearchTrace.Step>>of();
            body = DecodeResponse.of(request, plan, decoded, steps, batch.warnings());
        }
        return form.response(body, batch.warnings());
    }
}
