package io.ctcservice.api.align;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.npy.NpzAnswer;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.plot.Picture;
import io.ctcservice.request.Batch;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.TranscribedEmissions;
import io.swagger.v3.oas.annotations.Operation;
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

    private static final String UTF_8 = ";charset=UTF-8";

    private final BatchReader batches;
    private final AlignService alignService;

    AlignController(BatchReader batches, AlignService alignService) {
        this.batches = batches;
        this.alignService = alignService;
    }

    @Operation(
            operationId = "align",
            summary = "Where the tokens and words of each target are, and how well they fit",
            description =
                    "The most probable path through the CTC lattice of the target, and a verdict on it. A target that"
                            + " no path gives is data, not an error: `feasible` is false and `infeasibility` says which part"
                            + " did not fit. With `Accept: text/vtt`, `application/x-subrip`, `text/x-ctm` or"
                            + " `text/x-textgrid` the answer is a file of that format; it needs words, `secondsPerFrame` and,"
                            + " but for CTM, one utterance.")
    @PostMapping(
            path = "/align",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = {APPLICATION_JSON_VALUE, NpzAnswer.MEDIA_TYPE})
    AlignResponse align(@Valid @RequestBody AlignRequest request) {
        var batch = read(request);
        var aligned = alignService.align(batch, request.mayLeaveOut());
        return AlignResponse.of(request, batch.alphabet(), aligned, batch.warnings());
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/align",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = "text/vtt" + UTF_8)
    ResponseEntity<byte[]> webVtt(@Valid @RequestBody AlignRequest request) {
        return subtitles(request, SubtitleFormat.WEB_VTT);
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/align",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = "application/x-subrip" + UTF_8)
    ResponseEntity<byte[]> subRip(@Valid @RequestBody AlignRequest request) {
        return subtitles(request, SubtitleFormat.SUB_RIP);
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/align",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = "text/x-ctm" + UTF_8)
    ResponseEntity<byte[]> ctm(@Valid @RequestBody AlignRequest request) {
        return subtitles(request, SubtitleFormat.CTM);
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/align",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = "text/x-textgrid" + UTF_8)
    ResponseEntity<byte[]> textGrid(@Valid @RequestBody AlignRequest request) {
        return subtitles(request, SubtitleFormat.TEXT_GRID);
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/align",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = {IMAGE_PNG_VALUE, "image/svg+xml"})
    ResponseEntity<Picture> alignPicture(@Valid @RequestBody AlignRequest request) {
        var batch = read(request);
        batch.only("a picture");
        var aligned = alignService.align(batch, request.mayLeaveOut()).getFirst();
        return WarningHeader.on(AlignPicture.of(aligned, batch.alphabet()), batch.warnings());
    }

    private Batch<TranscribedEmissions> read(AlignRequest request) {
        var batch = batches.readWithTranscripts(request, request.wordDelimiter(), request.onUnknownOrRefuse());
        batch.alphabet().warnOfIdleDelimiter(request.wordDelimiter(), batch.warnings());
        if (request.onUnknown() != null
                && Objects.requireNonNull(request.utterances()).stream().allMatch(one -> one.target() == null)) {
            batch.warnings().add("/onUnknown", "of no effect on labels; it is for a \"target\"");
        }
        return batch;
    }

    private ResponseEntity<byte[]> subtitles(AlignRequest request, SubtitleFormat format) {
        var batch = read(request);
        Subtitles.requireTimes(request, batch, format);
        var aligned = alignService.align(batch, request.mayLeaveOut());
        return WarningHeader.on(Subtitles.write(aligned, request, format), batch.warnings());
    }
}
