package io.ctcservice.api.loss;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.ResponseForm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.EnumSet;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class LossController {

    private final BatchReader batches;
    private final LossService lossService;

    LossController(BatchReader batches, LossService lossService) {
        this.batches = batches;
        this.lossService = lossService;
    }

    @Operation(
            operationId = "loss",
            summary = "CTC loss of each target, in nats, and their reduction",
            description =
                    "On request also ∂loss/∂logits, the occupancy, the whole lattice, the best path and the 20 most"
                            + " probable paths. An infeasible target (no path of T frames collapses to it) is data, not an error: its loss is null and `infeasibility` says why."
                            + " A picture is of the lattice over frames and states, ln α unless `view` says otherwise, and"
                            + " of the best path.")
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(mediaType = APPLICATION_JSON_VALUE, schema = @Schema(implementation = LossResponse.class)))
    @PostMapping(
            path = "/loss",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE, NpyReader.MEDIA_TYPE, "audio/*", "image/*"},
            produces = {APPLICATION_JSON_VALUE, NpzResponse.MEDIA_TYPE, ResponseForm.PNG_TYPE, ResponseForm.SVG_TYPE})
    ResponseEntity<Object> loss(@Valid @RequestBody LossRequest request, ResponseForm form) {
        var batch = batches.readWithTargets(request);
        request.warnOfNoEffect(form, batch.warnings());
        if (form.isPicture()) {
            batch.only("a picture");
        }
        var parts = form.isPicture() ? EnumSet.of(CtcLoss.Part.LATTICE) : request.parts();
        if (parts.contains(CtcLoss.Part.LATTICE)) {
            batches.requireWritableLattices(batch);
        }
        boolean withBestPath = form.isPicture() || request.includes(LossRequest.Include.BEST_PATH);
        boolean withPaths = !form.isPicture() && request.includes(LossRequest.Include.PATHS);
        var losses = lossService.loss(batch, parts, withBestPath, withPaths);
        Object body = form.isPicture()
                ? LossPicture.of(losses.getFirst(), request.viewOrAlpha(), batch.classes())
                : LossResponse.of(request, batch.classes(), losses, batch.warnings());
        return form.response(body, batch.warnings());
    }
}
