package io.ctcservice.api.decode;

import io.ctcservice.api.decode.DecodedUtterance.Reading;
import io.ctcservice.core.decode.DecodedToken;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.Spans;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** POST /decode as a model of the Open Inference Protocol: the best hypothesis of each utterance. */
@Component
final class DecodeModel implements InferenceModel {

    private static final String TOKEN_START = "token_start";
    private static final String TOKEN_END = "token_end";
    private static final String TOKEN_SCORE = "token_score";
    private static final String FRAME_PATH = "frame_path";

    private static final ModelSignature SIGNATURE = new ModelSignature(
            "ctc-decode",
            ModelSignature.EMISSION_INPUTS,
            List.of(
                    TensorSpec.of("labels", Datatype.INT32, 2),
                    TensorSpec.of("label_lengths", Datatype.INT32, 1),
                    TensorSpec.of("log_prob", Datatype.FP32, 1),
                    TensorSpec.of("text", Datatype.BYTES, 1),
                    TensorSpec.of("score", Datatype.FP32, 1).optional(),
                    TensorSpec.of("confidence", Datatype.FP32, 1).optional(),
                    TensorSpec.of(TOKEN_START, Datatype.INT32, 2).optional(),
                    TensorSpec.of(TOKEN_END, Datatype.INT32, 2).optional(),
                    TensorSpec.of(TOKEN_SCORE, Datatype.FP32, 2).optional(),
                    TensorSpec.of(FRAME_PATH, Datatype.INT32, 2).optional()),
            Set.of(
                    "blank",
                    "scores",
                    "vocabulary",
                    "vocabularyName",
                    "decoder",
                    "beamWidth",
                    "tokenMinLogProb",
                    "beamMinLogProb",
                    "languageModel",
                    "hotwords",
                    "lexicon",
                    "wordDelimiter"));

    private final TensorBatches tensors;
    private final BatchReader batches;
    private final DecodePlanner planner;
    private final DecodeService decodeService;

    DecodeModel(TensorBatches tensors, BatchReader batches, DecodePlanner planner, DecodeService decodeService) {
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
        var batch = batches.read(body);
        boolean withSpans =
                Stream.of(TOKEN_START, TOKEN_END, TOKEN_SCORE, FRAME_PATH).anyMatch(request::names);
        var plan = planner.plan(body, batch.alphabet(), batch.warnings(), withSpans);
        var best = decodeService.decode(batch, plan).stream()
                .map(decoded -> decoded.readings().stream().findFirst())
                .toList();
        var outputs = new OutputTensors(batch.warnings())
                .add("labels", () -> OutputTensor.ofIntegerRows(labels(best)))
                .add(
                        "label_lengths",
                        () -> OutputTensor.ofIntegers(labels(best).stream()
                                .mapToInt(row -> row.length)
                                .toArray()))
                .add("log_prob", () -> numbers(best, Hypothesis::logProb, Double.NEGATIVE_INFINITY))
                .add("score", () -> numbers(best, Hypothesis::score, Double.NEGATIVE_INFINITY))
                .add("confidence", () -> numbers(best, Hypothesis::confidence, 0));
        if (batch.alphabet().vocabulary() != null) {
            outputs.add("text", () -> OutputTensor.ofTexts(texts(best, plan)));
        }
        return addSpans(outputs, request, best);
    }

    private static OutputTensors addSpans(
            OutputTensors outputs, InferenceRequest request, List<Optional<Reading>> best) {
        return outputs.add(TOKEN_START, () -> tokens(best, token -> token.span().start()))
                .add(TOKEN_END, () -> tokens(best, token -> token.span().end()))
                .add(TOKEN_SCORE, () -> {
                    var scores = best.stream()
                            .map(one -> one.stream()
                                    .flatMap(reading -> spans(reading).tokens().stream())
                                    .mapToDouble(token -> token.span().score())
                                    .toArray())
                            .toList();
                    int longest =
                            scores.stream().mapToInt(row -> row.length).max().orElse(0);
                    return OutputTensor.ofFloatRows(scores, longest);
                })
                .add(FRAME_PATH, () -> {
                    var paths = best.stream()
                            .map(one -> one.map(reading -> spans(reading).framePath())
                                    .orElse(new int[0]))
                            .toList();
                    return OutputTensor.ofIntegerRows(paths, request.frames());
                });
    }

    private static List<int[]> labels(List<Optional<Reading>> best) {
        return best.stream()
                .map(one -> one.map(reading -> reading.hypothesis().labels().toArray())
                        .orElse(new int[0]))
                .toList();
    }

    private static OutputTensor numbers(
            List<Optional<Reading>> best, ToDoubleFunction<Hypothesis> number, double ofNone) {
        return OutputTensor.ofFloats(best.stream()
                .mapToDouble(one -> one.map(reading -> number.applyAsDouble(reading.hypothesis()))
                        .orElse(ofNone))
                .toArray());
    }

    private static List<String> texts(List<Optional<Reading>> best, DecodePlan plan) {
        return best.stream()
                .map(one -> one.map(reading -> plan.text(reading.hypothesis().labels()))
                        .orElse(""))
                .toList();
    }

    private static OutputTensor tokens(List<Optional<Reading>> best, ToIntFunction<DecodedToken> number) {
        return OutputTensor.ofIntegerRows(best.stream()
                .map(one -> one.stream()
                        .flatMap(reading -> spans(reading).tokens().stream())
                        .mapToInt(number)
                        .toArray())
                .toList());
    }

    private static Spans spans(Reading reading) {
        return Objects.requireNonNull(reading.spans());
    }
}
