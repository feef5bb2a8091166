package io.ctcservice.core.loss;

import java.util.List;
import java.util.OptionalDouble;

/** The ways to reduce the losses of a batch to one number. */
public enum Reduction {
    /** Mean over the batch of loss / max(1, U): PyTorch's {@code mean}. */
    MEAN,
    /** Sum over the batch. */
    SUM,
    /** No number. */
    NONE,
    /** Mean over the batch of the losses themselves: NeMo's {@code mean_batch}. */
    BATCH_MEAN;

    /**
     * Returns the reduced loss: empty for {@link #NONE}, and where an utterance is infeasible.
     *
     * @param losses at least one
     * @param zeroInfinity whether an infeasible utterance counts as a loss of 0 instead; it stays in the denominator
     */
    public OptionalDouble reduce(List<UtteranceLoss> losses, boolean zeroInfinity) {
        boolean undefined = !zeroInfinity && !losses.stream().allMatch(UtteranceLoss::feasible);
        if (this == NONE || undefined) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (var utterance : losses) {
            double loss = utterance.loss().orElse(0);
            sum += this == MEAN ? loss / Math.max(1, utterance.targetLength()) : loss;
        }
        return OptionalDouble.of(this == SUM ? sum : sum / losses.size());
    }
}
