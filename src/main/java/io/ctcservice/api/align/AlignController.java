package io.ctcservice.api.align;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.request.Batch;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.request.TranscribedEmissions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class AlignController {

    private final BatchReader batches;
    private final AlignService alignService;

    AlignController(BatchReader batches, AlignService alignService) {
        this.batches = batches;
        this.alignService = alignService;
    }

    @Operation(
            operationId = "align",
            summary = "Align each target: the spans and scores of its tokens and words",
            description =
                    "The most probable path through the CTC lattice of the target, and a verdict on it. An infeasible target (no path of T frames collapses to it) is data, not an error: `feasible` is false and `infeasibility` says which part"
                            + " did not fit. A picture is of the emissions, the best path and the tokens below. With `Accept: text/vtt`, `application/x-subrip`, `text/x-ctm` or"
                            + " `text/x-textgrid` the answer is a file of that format; it needs words, `secondsPerFrame` and,"
                            + " but for CTM, one utterance. In a CTM of several the `id`s"
                            + " must differ (else 422), and a comment (`;;`) names each whose target does"
                            + " not fit; where none fits, the request is refused.")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = AlignResponse.class)))
    @PostMapping(
            path = "/align",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE, NpyReader.MEDIA_TYPE, "audio/*", "image/*"},
            produces = {
                APPLICATION_JSON_VALUE,
                NpzResponse.MEDIA_TYPE,
                ResponseForm.PNG_TYPE,
                ResponseForm.SVG_TYPE,
                ResponseForm.WEB_VTT_TYPE,
                ResponseForm.SUB_RIP_TYPE,
                ResponseForm.CTM_TYPE,
                ResponseForm.TEXT_GRID_TYPE
            })
    ResponseEntity<Object> align(@Valid @RequestBody AlignRequest request, ResponseForm form) {
        var batch = read(request);
        request.warnOfNoEffect(form, batch.warnings());
        batch.warnOfSeconds(form, request.secondsPerFrame());
        var subtitles = form.subtitles();
        if (form.isPicture()) {
            batch.only("a picture");
        }
        double seconds = subtitles == null
                ? 0
                : batch.secondsFor(subtitles, request.secondsPerFrame(), TranscribedEmissions::id);
        var aligned = alignService.align(batch, request.mayLeaveOut());
        Object body;
        if (form.isPicture()) {
            body = AlignPicture.of(aligned.getFirst(), batch.classes());
        } else if (subtitles != null) {
            body = Subtitles.write(aligned, seconds, subtitles, batch.warnings());
        } else {
            body = AlignResponse.of(request, batch.classes(), aligned, batch.warnings());
        }
        return form.response(body, batch.warnings());
    }

    private Batch<TranscribedEmissions> read(AlignRequest request) {
        var batch = batches.readWithTranscripts(request, request.wordDelimiter(), request.onUnknownOrRefuse());
        batch.classes().warnOfIdleDelimiter(request.wordDelimiter(), batch.warnings());
        if (request.onUnknown() != null
                && Objects.requireNonNull(request.utterances()).stream().allMatch(one -> one.target() == null)) {
            batch.warnings().add("/onUnknown", "of no effect on labels; it is for a \"target\"");
        }
        return batch;
    }
}
