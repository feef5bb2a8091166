package io.ctcservice.api.loss;

import io.ctcservice.codec.json.FramePath;
import io.ctcservice.core.align.BestPaths.RankedPath;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.request.TargetEmissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An utterance with the loss of its target.
 *
 * @param utterance as it was given
 * @param loss its loss, and the parts asked for
 * @param bestPath the most probable path of the target; null if not asked for or infeasible
 * @param paths the most probable paths of the target, best first; null if not asked for
 */
record ScoredUtterance(
        TargetEmissions utterance,
        UtteranceLoss loss,
        @Nullable FramePath bestPath,
        @Nullable List<RankedPath> paths) {

    ScoredUtterance {
        paths = paths == null ? null : List.copyOf(paths);
    }
}
