package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.recognition.Networks;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.Limits;
import io.ctcservice.request.Recognizer;
import io.ctcservice.request.TargetEmissions;
import io.ctcservice.request.Vocabularies;
import java.util.EnumSet;
import java.util.Map;

/** A check of readable requests: each is refused as documented, or has a valid loss. */
final class RequestOutcome {

    private static final BatchReader BATCHES = new BatchReader(
            Vocabularies.of(Map.of()), Limits.defaults(), new Recognizer(Networks.none("a test"), Limits.defaults()));
    private static final CtcLoss LOSS = new CtcLoss(new ScaledForward());

    private RequestOutcome() {}

    static void check(FuzzedBody body) {
        try {
            BATCHES.readWithTargets(body).utterances().forEach(RequestOutcome::check);
        } catch (RefusedRequestException | CtcInputException refused) {
            // as documented
        }
    }

    private static void check(TargetEmissions utterance) {
        var emissions = utterance.emissions();
        for (int t = 0; t < emissions.frames(); t++) {
            for (int v = 0; v < emissions.vocabSize(); v++) {
                double logProb = emissions.logProb(t, v);
                if (!(logProb <= 1e-3)) { // rows sum to 1 ± 1e-3; NaN is never at most anything
                    fail("ln p of frame %d, class %d is %s", t, v, logProb);
                }
            }
        }
        var loss = LOSS.loss(emissions, utterance.target(), EnumSet.of(CtcLoss.Part.GRADIENT));
        loss.loss().ifPresent(nats -> assertThat(nats).isBetween(0.0, Double.MAX_VALUE));
        assertThat(loss.loss().isPresent()).isEqualTo(loss.feasible());
    }
}
