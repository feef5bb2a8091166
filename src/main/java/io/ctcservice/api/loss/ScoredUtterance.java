package io.ctcservice.api.loss;

import io.ctcservice.codec.json.FramePath;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.request.TargetEmissions;
import org.jspecify.annotations.Nullable;

/**
 * An utterance with the loss of its target.
 *
 * @param utterance as it was given
 * @param loss its loss, and the parts asked for
 * @param bestPath the most probable path that gives the target; null if not asked for or infeasible
 */
record ScoredUtterance(
        TargetEmissions utterance,
        UtteranceLoss loss,
        @Nullable FramePath bestPath) {}
