package io.ctcservice.api.align;

import io.ctcservice.codec.oip.InferenceModel;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.codec.oip.OutputTensors;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.TensorBatchReader;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The endpoint POST /align as a model of the Open Inference Protocol. Infeasible utterances have zeros for spans. */
@Component
final class AlignModel implements InferenceModel {

    private static final ModelSignature SIGNATURE = new ModelSignature(
            "ctc-align",
            ModelSignature.TARGET_INPUTS,
            AlignColumns.TABLE.outputs(),
            Set.of("blank", "scores", "vocabulary", "vocabularyName", "star", "wordDelimiter"));

    private final TensorBatchReader tensors;
    private final BatchReader batches;
    private final AlignService alignService;

    AlignModel(TensorBatchReader tensors, BatchReader batches, AlignService alignService) {
        this.tensors = tensors;
        this.batches = batches;
        this.alignService = alignService;
    }

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    @Override
    public OutputTensors infer(InferenceRequest request) {
        var body = tensors.readWithTargets(request, SIGNATURE, AlignRequest.class);
        var asked = body.including(AlignColumns.TABLE.includes(AlignRequest.Include.class, request));
        var batch = batches.readWithTranscripts(asked, asked.wordDelimiter(), asked.onUnknownOrRefuse());
        var aligned = alignService.align(batch, asked.mayLeaveOut());
        var response = AlignResponse.of(asked, batch.classes(), aligned, batch.warnings());
        return AlignColumns.TABLE.addTo(new OutputTensors(batch.warnings()), response.utterances(), request);
    }
}
