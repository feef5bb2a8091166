package io.ctcservice.core.align;

import io.ctcservice.core.Emissions;
import java.util.Optional;

/**
 * The total probability of a target and the entropy of its paths.
 *
 * @param logLikelihood ln of the sum over all paths, ln p(target | emissions)
 * @param entropy H = −Σ p(path | target) ln p(path | target) in nats: 0 where one path has it all
 */
public record PathDistribution(double logLikelihood, double entropy) {

    /** The largest product of labels and frames for which all paths are summed. */
    private static final long SMALL = 1 << 17;

    /** The largest product of labels and frames where more than one width is tried: about two seconds of work. */
    private static final long LARGEST = 1 << 25;

    private static final double LEAST_LOG_PROB = -1e10;

    private static final int FIRST_WIDTH = 32;
    private static final double TOLERANCE = 1e-6;

    /**
     * Returns the distribution over all paths, or in a large lattice over those near the best: near enough that paths
     * twice as far away change neither number by more than 1e-6 of itself. Empty where that takes more than 2^25 labels
     * times frames, as with emissions that hardly say anything, or of hours; of up to 32 labels all paths are summed.
     * Empty, too, where the best path's ln p is below −10^10: a double distinguishes paths too coarsely there.
     */
    public static Optional<PathDistribution> of(Emissions emissions, AlignmentTarget target, Alignment best) {
        int length = target.length();
        if (best.logProb() < LEAST_LOG_PROB) {
            return Optional.empty();
        }
        if (emissions.frames() * (length + 1L) <= SMALL) {
            return Optional.of(BandedExpectation.within(length, emissions, target, best));
        }
        if (length > FIRST_WIDTH && emissions.frames() * 4L * FIRST_WIDTH > LARGEST) {
            return Optional.empty(); // there is no room for the second width
        }
        var narrow = BandedExpectation.within(Math.min(FIRST_WIDTH, length), emissions, target, best);
        for (int width = 2 * FIRST_WIDTH; width / 2 < length; width *= 2) {
            if (emissions.frames() * 2L * width > LARGEST) {
                return Optional.empty();
            }
            var wide = BandedExpectation.within(Math.min(width, length), emissions, target, best);
            if (narrow.isCloseTo(wide)) {
                return Optional.of(wide);
            }
            narrow = wide;
        }
        return Optional.of(narrow);
    }

    private boolean isCloseTo(PathDistribution other) {
        return Math.abs(logLikelihood - other.logLikelihood) <= TOLERANCE * Math.max(1, Math.abs(logLikelihood))
                && Math.abs(entropy - other.entropy) <= TOLERANCE * Math.max(1, entropy);
    }
}
