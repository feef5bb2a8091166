package io.ctcservice.api.loss;

import io.ctcservice.api.loss.LossRequest.Include;
import io.ctcservice.api.loss.LossResponse.Utterance;
import io.ctcservice.codec.column.Column;
import io.ctcservice.codec.column.Column.Axis;
import io.ctcservice.codec.column.ColumnTable;
import io.ctcservice.core.DoubleMatrix;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The output arrays of /loss, one per utterance. A loss that is null in JSON is infinite here, as −ln 0 is. Where an
 * utterance has fewer paths or frames than another, the tensor of paths is filled with −1.
 */
final class LossColumns {

    static final ColumnTable<Utterance> TABLE = ColumnTable.of(
            Column.number("loss", Utterance::loss, Double.POSITIVE_INFINITY),
            Column.number("log_likelihood", Utterance::logLikelihood, Double.NEGATIVE_INFINITY),
            Column.flag("feasible", Utterance::feasible),
            Column.count("frames", Utterance::frames),
            Column.count("min_frames", Utterance::minFrames),
            Column.count("target_length", Utterance::targetLength),
            Column.matrix("gradient", Utterance::gradient)
                    .with(Include.GRADIENT)
                    .along(Axis.FRAMES),
            Column.matrix("occupancy", Utterance::occupancy)
                    .with(Include.OCCUPANCY)
                    .along(Axis.FRAMES),
            Column.counts("best_path", LossColumns::bestPath)
                    .with(Include.BEST_PATH)
                    .along(Axis.FRAMES)
                    .archivedIf(Utterance::feasible),
            Column.<Utterance>table("paths", LossColumns::paths, -1)
                    .with(Include.PATHS)
                    .along(Axis.FRAMES)
                    .onlyIfNamed(),
            Column.<Utterance>numbers("path_log_probs", LossColumns::pathLogProbs)
                    .with(Include.PATHS)
                    .onlyIfNamed(),
            Column.precise("log_alpha", lattice(LossLattice::logAlpha)),
            Column.precise("log_beta", lattice(LossLattice::logBeta)),
            Column.precise("posterior", lattice(LossLattice::posterior)),
            Column.<Utterance>numbers("frame_loss", LossColumns::frameLoss).inArchivesOnly(),
            Column.<Utterance>texts(
                            "states",
                            one -> one.lattice() == null ? null : one.lattice().states())
                    .inArchivesOnly());

    private LossColumns() {}

    private static int @Nullable [] bestPath(Utterance utterance) {
        if (!utterance.feasible()) {
            return new int[0];
        }
        return utterance.bestPath() == null ? null : utterance.bestPath().toArray();
    }

    private static @Nullable List<int[]> paths(Utterance utterance) {
        return utterance.paths() == null
                ? null
                : utterance.paths().stream().map(path -> path.path().toArray()).toList();
    }

    private static double @Nullable [] pathLogProbs(Utterance utterance) {
        return utterance.paths() == null
                ? null
                : utterance.paths().stream().mapToDouble(LossPath::logProb).toArray();
    }

    private static double @Nullable [] frameLoss(Utterance utterance) {
        return utterance.lattice() == null
                ? null
                : utterance.lattice().frameLoss().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
    }

    private static Function<Utterance, @Nullable DoubleMatrix> lattice(Function<LossLattice, DoubleMatrix> part) {
        return utterance -> utterance.lattice() == null ? null : part.apply(utterance.lattice());
    }
}
