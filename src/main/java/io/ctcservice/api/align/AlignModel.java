package io.ctcservice.api.align;

import io.ctcservice.core.align.Alignment;
import io.ctcservice.core.align.TokenSpan;
import io.ctcservice.wire.batch.BatchReader;
import io.ctcservice.wire.inference.Datatype;
import io.ctcservice.wire.inference.InferenceModel;
import io.ctcservice.wire.inference.InferenceRequest;
import io.ctcservice.wire.inference.ModelSignature;
import io.ctcservice.wire.inference.OutputTensor;
import io.ctcservice.wire.inference.OutputTensors;
import io.ctcservice.wire.inference.TensorBatches;
import io.ctcservice.wire.inference.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** POST /align as a model of the Open Inference Protocol. Infeasible utterances have zeros for spans. */
@Component
final class AlignModel implements InferenceModel {

    private static final ModelSignature SIGNATURE = new ModelSignature(
            "ctc-align",
            ModelSignature.TARGET_INPUTS,
            List.of(
                    TensorSpec.of("feasible", Datatype.BOOL, 1),
                    TensorSpec.of("log_prob", Datatype.FP32, 1),
                    TensorSpec.of("token_start", Datatype.INT32, 2),
                    TensorSpec.of("token_end", Datatype.INT32, 2),
                    TensorSpec.of("token_score", Datatype.FP32, 2),
                    TensorSpec.of("token_confidence", Datatype.FP32, 2).optional(),
                    TensorSpec.of("score", Datatype.FP32, 1).optional(),
                    TensorSpec.of("frame_path", Datatype.INT32, 2).optional()),
            Set.of("blank", "scores", "vocabulary", "vocabularyName", "star"));

    private final TensorBatches tensors;
    private final BatchReader batches;
    private final AlignService alignService;

    AlignModel(TensorBatches tensors, BatchReader batches, AlignService alignService) {
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
        var batch = batches.readWithTranscripts(body, body.wordDelimiter(), body.onUnknownOrRefuse());
        var fits = alignService.align(batch, body.mayLeaveOut()).stream()
                .map(aligned -> Optional.ofNullable(aligned.fit()))
                .toList();
        int labels = request.labels();
        return new OutputTensors(batch.warnings())
                .add(
                        "feasible",
                        () -> OutputTensor.ofBooleans(
                                fits.stream().map(Optional::isPresent).toList()))
                .add(
                        "log_prob",
                        () -> OutputTensor.ofFloats(alignments(fits)
                                .mapToDouble(one -> one.map(Alignment::logProb).orElse(Double.NEGATIVE_INFINITY))
                                .toArray()))
                .add("token_start", () -> tokens(fits, TokenSpan::start, labels))
                .add("token_end", () -> tokens(fits, TokenSpan::end, labels))
                .add("token_score", () -> OutputTensor.ofFloatRows(tokenScores(fits), labels))
                .add("token_confidence", () -> OutputTensor.ofFloatRows(confidences(fits), labels))
                .add(
                        "score",
                        () -> OutputTensor.ofFloats(alignments(fits)
                                .mapToDouble(one -> one.map(found ->
                                                found.score(0, found.tokens().size()))
                                        .orElse(Double.NEGATIVE_INFINITY))
                                .toArray()))
                .add(
                        "frame_path",
                        () -> OutputTensor.ofIntegerRows(
                                alignments(fits)
                                        .map(one ->
                                                one.map(Alignment::framePath).orElse(new int[0]))
                                        .toList(),
                                request.frames()));
    }

    private static Stream<Optional<Alignment>> alignments(List<Optional<AlignedUtterance.Fit>> fits) {
        return fits.stream().map(one -> one.map(AlignedUtterance.Fit::alignment));
    }

    private static OutputTensor tokens(
            List<Optional<AlignedUtterance.Fit>> fits, ToIntFunction<TokenSpan> number, int labels) {
        return OutputTensor.ofIntegerRows(
                alignments(fits)
                        .map(one -> one.stream()
                                .flatMap(found -> found.tokens().stream())
                                .mapToInt(number)
                                .toArray())
                        .toList(),
                labels);
    }

    private static List<double[]> tokenScores(List<Optional<AlignedUtterance.Fit>> fits) {
        return alignments(fits)
                .map(one -> one.stream()
                        .flatMap(found -> found.tokens().stream())
                        .mapToDouble(TokenSpan::score)
                        .toArray())
                .toList();
    }

    private static List<double[]> confidences(List<Optional<AlignedUtterance.Fit>> fits) {
        return fits.stream()
                .map(one -> one.stream()
                        .flatMap(fit -> fit.tokenConfidences().stream())
                        .mapToDouble(confidence -> confidence.orElse(0.0))
                        .toArray())
                .toList();
    }
}
