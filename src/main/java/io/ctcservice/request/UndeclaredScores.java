package io.ctcservice.request;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.check.ScoreLook;
import java.util.List;
import java.util.Optional;

/** The check of scores whose kind a request does not say, so that they are taken for logits. */
final class UndeclaredScores {

    private UndeclaredScores() {}

    /** Refuses probabilities, which would give a wrong result that looks right, and warns of what looks like no logits. */
    static void check(List<? extends UtteranceBody> bodies, Violations faults, Warnings warnings) {
        requireNoProbabilities(bodies, faults);
        warn(bodies, warnings);
    }

    private static void requireNoProbabilities(List<? extends UtteranceBody> bodies, Violations faults) {
        for (int i = 0; i < bodies.size(); i++) {
            FloatMatrix scores = bodies.get(i).emissions();
            if (scores != null && scores.columns() > 1 && Emissions.lookLikeProbabilities(scores)) {
                faults.add(
                        "/scores",
                        "missing, and the emissions of utterance " + i + " look like probabilities: every row lies in"
                                + " [0, 1] and sums to 1; expected \"probs\", or \"logits\" if they are none");
                return;
            }
        }
    }

    /** Warns of the first utterance whose scores look like no logits. */
    static void warn(List<? extends UtteranceBody> bodies, Warnings warnings) {
        for (int i = 0; i < bodies.size(); i++) {
            var look = Optional.ofNullable(bodies.get(i).emissions()).flatMap(ScoreLook::of);
            if (look.isPresent()) {
                warnings.add(
                        "/scores",
                        "missing, and so taken for \"logits\", but those of utterance " + i + " look like "
                                + look.get());
                return;
            }
        }
    }
}
