package io.ctcservice.api.loss;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.oip.InferenceModel;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.codec.oip.OutputTensors;
import io.ctcservice.core.loss.Reduction;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.TensorBatchReader;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The endpoint POST /loss as a model of the Open Inference Protocol. */
@Component
final class LossModel implements InferenceModel {

    private static final ModelSignature SIGNATURE = new ModelSignature(
            "ctc-loss",
            ModelSignature.TARGET_INPUTS,
            LossColumns.TABLE.outputs(),
            Set.of("blank", "scores", "vocabulary", "vocabularyName", "zeroInfinity", "reduction"));

    private final TensorBatchReader tensors;
    private final BatchReader batches;
    private final LossService lossService;

    LossModel(TensorBatchReader tensors, BatchReader batches, LossService lossService) {
        this.tensors = tensors;
        this.batches = batches;
        this.lossService = lossService;
    }

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    @Override
    public OutputTensors infer(InferenceRequest request) {
        var body = tensors.readWithTargets(request, SIGNATURE, LossRequest.class);
        if (body.reduction() != null && body.reduction() != Reduction.NONE) {
            throw new RefusedRequestException(
                    "/reduction", "expected none: the output \"loss\" has one number for each utterance");
        }
        var asked = body.including(LossColumns.TABLE.includes(LossRequest.Include.class, request));
        var batch = batches.readWithTargets(asked);
        var losses = lossService.loss(
                batch,
                asked.parts(),
                asked.includes(LossRequest.Include.BEST_PATH),
                asked.includes(LossRequest.Include.PATHS));
        var response = LossResponse.of(asked, batch.classes(), losses, batch.warnings());
        return LossColumns.TABLE.addTo(new OutputTensors(batch.warnings()), response.utterances(), request);
    }
}
