package io.ctcservice.core.check;

import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.Optional;

/**
 * A check of scores that are taken for logits because a request does not say what they are, and that look like something
 * else. Looks at {@value #MOST} frames of an utterance at most, so that it costs next to nothing. Stateless.
 */
public final class ScoreLook {

    private static final int MOST = 16;

    /** How far the sum of a row of probabilities may be from 1 if each is written with two or three digits. */
    private static final double ROUNDING = 0.1;

    private static final double TOLERANCE = 1e-3;

    /** A row in which one class has more than this looks the same in most forms: it is no sign of any. */
    private static final double SURE = 0.99;

    private static final double LN_10 = Math.log(10);

    private ScoreLook() {}

    /** The kinds of scores that are no logits: in every row the corresponding probabilities sum to 1. */
    private enum Look {
        ROUNDED(
                ROUNDING,
                "rounded probabilities: every row lies in [0, 1] and sums to nearly 1; \"probs\" need sums of 1 within"
                        + " 0.001") {
            @Override
            double probability(float score) {
                return score >= 0 && score <= 1 ? score : Double.NaN;
            }
        },
        NEGATED(TOLERANCE, "negated logarithms of probabilities; expected the logarithms themselves, at most 0") {
            @Override
            double probability(float score) {
                return score >= 0 ? Math.exp(-score) : Double.NaN;
            }
        },
        DECIMAL(TOLERANCE, "logarithms to base 10; expected natural ones, 2.302585 times as large") {
            @Override
            double probability(float score) {
                return score <= 0 ? Math.exp(score * LN_10) : Double.NaN;
            }
        };

        private final double tolerance;
        private final String description;

        Look(double tolerance, String description) {
            this.tolerance = tolerance;
            this.description = description;
        }

        /** Returns the probability that corresponds to a score; NaN if there is none. */
        abstract double probability(float score);

        private boolean fits(FloatMatrix scores) {
            int samples = Math.min(scores.rows(), MOST);
            boolean isSign = false;
            for (int i = 0; i < samples; i++) {
                int row = (int) ((long) i * scores.rows() / samples);
                double sum = 0;
                double largest = 0;
                for (int v = 0; v < scores.columns(); v++) {
                    double probability = probability(scores.get(row, v));
                    if (!(sum + probability <= 1 + tolerance)) {
                        return false;
                    }
                    sum += probability;
                    largest = Math.max(largest, probability);
                }
                if (sum < 1 - tolerance) {
                    return false;
                }
                isSign |= largest < SURE;
            }
            return isSign;
        }
    }

    /** Returns what scores look like that are taken for logits, such as {@code negated logarithms…}; empty if they look like logits. */
    public static Optional<String> of(FloatMatrix scores) {
        return Arrays.stream(Look.values())
                .filter(look -> scores.columns() > 1 && look.fits(scores))
                .findFirst()
                .map(look -> look.description);
    }
}
