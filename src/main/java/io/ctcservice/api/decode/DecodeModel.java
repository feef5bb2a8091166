package io.ctcservice.api.decode;

import io.ctcservice.codec.oip.InferenceModel;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.codec.oip.OutputTensors;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.TensorBatchReader;
import io.ctcservice.request.decode.DecodePlanner;
import io.ctcservice.request.decode.DecodeRequest;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The endpoint POST /decode as a model of the Open Inference Protocol: the best hypothesis of each utterance. */
@Component
final class DecodeModel implements InferenceModel {

    private static final ModelSignature SIGNATURE = new ModelSignature(
            "ctc-decode",
            ModelSignature.EMISSION_INPUTS,
            DecodeColumns.TABLE.outputs(),
            Set.of(
                    "blank",
                    "scores",
                    "vocabulary",
                    "vocabularyName",
                    "decoder",
                    "beamWidth",
                    "nBest",
                    "tokenMinLogProb",
                    "beamMinLogProb",
                    "languageModel",
                    "hotwords",
                    "wholeWords",
                    "lexicon",
                    "wordDelimiter"));

    private final TensorBatchReader tensors;
    private final BatchReader batches;
    private final DecodePlanner planner;
    private final DecodeService decodeService;

    DecodeModel(TensorBatchReader tensors, BatchReader batches, DecodePlanner planner, DecodeService decodeService) {
        this.tensors = tensors;
        this.batches = batches;
        this.planner = planner;
        this.decodeService = decodeService;
    }

    @Override
    public ModelSignature signature() {
        return SIGNATURE;
    }

    @Override
    public OutputTensors infer(InferenceRequest request) {
        var body = tensors.read(request, SIGNATURE, DecodeRequest.class);
        var asked = body.including(DecodeColumns.TABLE.includes(DecodeRequest.Include.class, request));
        var batch = batches.read(asked);
        var plan = planner.plan(asked, batch.classes(), batch.warnings(), asked.includesSpans());
        var response = DecodeResponse.of(asked, plan, decodeService.decode(batch, plan), List.of(), batch.warnings());
        return DecodeColumns.TABLE.addTo(new OutputTensors(batch.warnings()), response.utterances(), request);
    }
}
