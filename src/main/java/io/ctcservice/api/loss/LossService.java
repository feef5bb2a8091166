package io.ctcservice.api.loss;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.json.FramePath;
import io.ctcservice.core.align.Alignment;
import io.ctcservice.core.align.BestPaths;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.request.Batch;
import io.ctcservice.request.Limits;
import io.ctcservice.request.TargetEmissions;
import io.ctcservice.web.overload.Cancellable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The service that computes the loss of targets. Stateless. */
@Service
final class LossService {

    /** The number of most probable paths. */
    private static final int PATHS = 20;

    private final CtcLoss loss;
    private final ForcedAligner aligner;
    private final Limits limits;

    LossService(CtcLoss loss, ForcedAligner aligner, Limits limits) {
        this.loss = loss;
        this.aligner = aligner;
        this.limits = limits;
    }

    /**
     * Returns the loss of each utterance, in order, with the requested parts; works on as many at once as there are
     * cores.
     *
     * @throws RefusedRequestException if the parts are larger than {@code ctc.limits.max-matrix-bytes} in all
     */
    List<ScoredUtterance> loss(
            Batch<TargetEmissions> batch, Set<CtcLoss.Part> parts, boolean withBestPath, boolean withPaths) {
        limits.requireMatrixBytes(
                "/include",
                batch.utterances().stream()
                        .mapToLong(utterance -> CtcLoss.bytes(utterance.emissions(), utterance.target(), parts)
                                + (withPaths
                                        ? BestPaths.bytes(utterance.emissions().frames(), utterance.target(), PATHS)
                                        : 0))
                        .sum());
        return Cancellable.mapInParallel(
                batch.utterances(),
                utterance -> new ScoredUtterance(
                        utterance,
                        loss.loss(utterance.emissions(), utterance.target(), parts),
                        withBestPath ? bestPath(utterance) : null,
                        withPaths ? BestPaths.of(utterance.emissions(), utterance.target(), PATHS) : null));
    }

    private @Nullable FramePath bestPath(TargetEmissions utterance) {
        return aligner.align(utterance.emissions(), utterance.target())
                .map(Alignment::framePath)
                .map(FramePath::of)
                .orElse(null);
    }
}
