package io.ctcservice.api.loss;

import io.ctcservice.core.loss.Reduction;
import io.ctcservice.wire.npy.NpyArray;
import io.ctcservice.wire.npy.NpzArchive;
import org.jspecify.annotations.Nullable;

/**
 * The answer as arrays. Names are those of the JSON in snake_case, those of an utterance with its id after an underscore.
 * A loss that is null in JSON is infinite here, as −ln 0 is; with {@link Reduction#NONE}, {@code loss} holds them all.
 */
final class LossArchive {

    private LossArchive() {}

    static NpzArchive of(LossResponse response) {
        var archive = NpzArchive.forUtterances(
                response.utterances().stream().map(LossResponse.Utterance::id).toList());
        archive.add("loss", reducedLoss(response)).add("infeasible", NpyArray.ofScalar(response.infeasible()));
        for (var utterance : response.utterances()) {
            addScalars(archive, utterance);
            addMatrices(archive, utterance);
        }
        return archive;
    }

    private static NpyArray reducedLoss(LossResponse response) {
        if (response.reduction() == Reduction.NONE) {
            return NpyArray.ofDoubles(response.utterances().stream()
                    .mapToDouble(utterance -> orInfinity(utterance.loss()))
                    .toArray());
        }
        return NpyArray.ofScalar(orInfinity(response.loss()));
    }

    private static double orInfinity(@Nullable Double loss) {
        return loss == null ? Double.POSITIVE_INFINITY : loss;
    }

    private static void addScalars(NpzArchive archive, LossResponse.Utterance utterance) {
        String id = utterance.id();
        double loss = orInfinity(utterance.loss());
        archive.add("loss_" + id, NpyArray.ofScalar(loss))
                .add("log_likelihood_" + id, NpyArray.ofScalar(0.0 - loss))
                .add("feasible_" + id, NpyArray.ofScalar(utterance.feasible()))
                .add("frames_" + id, NpyArray.ofScalar(utterance.frames()))
                .add("min_frames_" + id, NpyArray.ofScalar(utterance.minFrames()))
                .add("target_length_" + id, NpyArray.ofScalar(utterance.targetLength()));
    }

    private static void addMatrices(NpzArchive archive, LossResponse.Utterance utterance) {
        String id = utterance.id();
        if (utterance.gradient() != null) {
            archive.add("gradient_" + id, NpyArray.of(utterance.gradient()));
        }
        if (utterance.occupancy() != null) {
            archive.add("occupancy_" + id, NpyArray.of(utterance.occupancy()));
        }
        if (utterance.bestPath() != null) {
            archive.add("best_path_" + id, NpyArray.ofInts(utterance.bestPath().toArray()));
        }
        LossLattice lattice = utterance.lattice();
        if (lattice != null) {
            archive.add("log_alpha_" + id, NpyArray.of(lattice.logAlpha()))
                    .add("log_beta_" + id, NpyArray.of(lattice.logBeta()))
                    .add("posterior_" + id, NpyArray.of(lattice.posterior()))
                    .add("states_" + id, NpyArray.ofTexts(lattice.states()));
        }
    }
}
