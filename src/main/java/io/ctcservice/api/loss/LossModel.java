package io.ctcservice.api.loss;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.Reduction;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.wire.RefusedRequestException;
import io.ctcservice.wire.batch.BatchReader;
import io.ctcservice.wire.inference.Datatype;
import io.ctcservice.wire.inference.InferenceModel;
import io.ctcservice.wire.inference.InferenceRequest;
import io.ctcservice.wire.inference.ModelSignature;
import io.ctcservice.wire.inference.OutputTensor;
import io.ctcservice.wire.inference.OutputTensors;
import io.ctcservice.wire.inference.TensorBatches;
import io.ctcservice.wire.inference.TensorSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** POST /loss as a model of the Open Inference Protocol. */
@Component
final class LossModel implements InferenceModel {

    private static final String LOSS = "loss";
    private static final String FEASIBLE = "feasible";
    private static final String GRADIENT = "gradient";
    private static final String OCCUPANCY = "occupancy";

    private static final ModelSignature SIGNATURE = new ModelSignature(
            "ctc-loss",
            ModelSignature.TARGET_INPUTS,
            List.of(
                    TensorSpec.of(LOSS, Datatype.FP32, 1),
                    TensorSpec.of(FEASIBLE, Datatype.BOOL, 1).optional(),
                    TensorSpec.of(GRADIENT, Datatype.FP32, 3).optional(),
                    TensorSpec.of(OCCUPANCY, Datatype.FP32, 3).optional()),
            Set.of("blank", "scores", "vocabulary", "vocabularyName", "zeroInfinity", "reduction"));

    private final TensorBatches tensors;
    private final BatchReader batches;
    private final LossService lossService;

    LossModel(TensorBatches tensors, BatchReader batches, LossService lossService) {
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
        var batch = batches.readWithTargets(body);
        var losses = lossService.loss(batch, parts(request), /* withBestPath= */ false).stream()
                .map(ScoredUtterance::loss)
                .toList();
        double ofInfeasible = body.infinityIsZero() ? 0 : Double.POSITIVE_INFINITY;
        return new OutputTensors(batch.warnings())
                .add(
                        LOSS,
                        () -> OutputTensor.ofFloats(losses.stream()
                                .mapToDouble(loss -> loss.loss().orElse(ofInfeasible))
                                .toArray()))
                .add(
                        FEASIBLE,
                        () -> OutputTensor.ofBooleans(
                                losses.stream().map(UtteranceLoss::feasible).toList()))
                .add(GRADIENT, () -> padded(request, losses, UtteranceLoss::gradient))
                .add(OCCUPANCY, () -> padded(request, losses, UtteranceLoss::occupancy));
    }

    private static Set<CtcLoss.Part> parts(InferenceRequest request) {
        var parts = EnumSet.noneOf(CtcLoss.Part.class);
        if (request.names(GRADIENT)) {
            parts.add(CtcLoss.Part.GRADIENT);
        }
        if (request.names(OCCUPANCY)) {
            parts.add(CtcLoss.Part.OCCUPANCY);
        }
        return parts;
    }

    private static OutputTensor padded(
            InferenceRequest request, List<UtteranceLoss> losses, Function<UtteranceLoss, @Nullable FloatMatrix> part) {
        var matrices = losses.stream()
                .map(loss -> Objects.requireNonNull(part.apply(loss)))
                .toList();
        return OutputTensor.ofMatrices(
                matrices, request.frames(), matrices.getFirst().columns());
    }
}
