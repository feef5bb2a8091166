package io.ctcservice.api.loss;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.IMAGE_PNG_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.npy.NpzAnswer;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.plot.Picture;
import io.ctcservice.request.BatchReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
            description = "On request also ∂loss/∂logits, the occupancy, the whole lattice and the best path. A target"
                    + " that no path gives is data, not an error: its loss is null and `infeasibility` says why.")
    @PostMapping(
            path = "/loss",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = {APPLICATION_JSON_VALUE, NpzAnswer.MEDIA_TYPE})
    LossResponse loss(@RequestBody LossRequest request) {
        var batch = batches.readWithTargets(request);
        if (request.includes(LossRequest.Include.LATTICE)) {
            batches.requireWritableLattices(batch);
        }
        var losses = lossService.loss(batch, request.parts(), request.includes(LossRequest.Include.BEST_PATH));
        return LossResponse.of(request, batch.alphabet(), losses, batch.warnings());
    }

    @Operation(hidden = true)
    @PostMapping(
            path = "/loss",
            consumes = {APPLICATION_JSON_VALUE, MULTIPART_FORM_DATA_VALUE},
            produces = {IMAGE_PNG_VALUE, "image/svg+xml"})
    ResponseEntity<Picture> lossPicture(@RequestBody LossRequest request) {
        var batch = batches.readWithTargets(request);
        batch.only("a picture");
        batches.requireWritableLattices(batch);
        var scored = lossService.loss(batch, EnumSet.of(CtcLoss.Part.LATTICE), true);
        return WarningHeader.on(LossPicture.of(scored.getFirst(), batch.alphabet()), batch.warnings());
    }
}
