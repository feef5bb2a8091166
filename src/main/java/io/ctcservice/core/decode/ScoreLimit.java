package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;

/** A limit of ln p as a score of the frames that are read, one after the other. Not thread-safe. */
final class ScoreLimit {

    private final double logProb;
    private double divisor = Double.NaN;
    private float probability;

    /** @param logProb the limit in nats; log zero leaves out only classes of probability 0 */
    ScoreLimit(double logProb) {
        this.logProb = logProb;
    }

    /** Returns the lowest score of a class in frame {@code t} whose ln p is not below the limit. */
    float of(Emissions emissions, int t) {
        if (logProb == LogMath.LOG_ZERO) {
            return emissions.kind() == ScoreKind.PROBS ? Float.MIN_VALUE : -Float.MAX_VALUE;
        }
        return switch (emissions.kind()) {
            case LOGITS -> nextUp(emissions.rowTop(t) + (logProb + emissions.logRowSum(t)));
            case LOG_PROBS -> nextUp(logProb + emissions.logDivisor(t));
            case PROBS -> probability(emissions.logDivisor(t));
        };
    }

    /** Returns the limit for probabilities with this divisor, of which most rows have the same. */
    private float probability(double logDivisor) {
        if (logDivisor != divisor) {
            divisor = logDivisor;
            probability = nextUp(Math.exp(logProb + logDivisor));
        }
        return probability;
    }

    /** Returns the least float that is not below {@code limit}. */
    private static float nextUp(double limit) {
        float rounded = (float) limit;
        return rounded < limit ? Math.nextUp(rounded) : rounded;
    }
}
