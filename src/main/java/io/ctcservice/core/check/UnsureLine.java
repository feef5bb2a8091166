package io.ctcservice.core.check;

import io.ctcservice.core.Emissions;
import java.util.Locale;
import java.util.Optional;

/**
 * A check whether a network for pictures of lines reads anything, and is sure of it: what is no line as it has learned is seldom read
 * well.
 */
public final class UnsureLine {

    /**
     * The mean probability of the labels of the best path below which a network is unsure. Of 90 lines with at most a tenth of
     * the characters wrong, read by three networks, none is below 0.92.
     */
    private static final double LEAST_MEAN = 0.85;

    private static final String NOTHING =
            "the network reads nothing; expected a line of writing that stands out from its ground:"
                    + " what is transparent is laid over white";

    private UnsureLine() {}

    /**
     * Returns a warning of emissions of a picture whose best path is blank throughout, or improbable where it is not; empty for others.
     *
     * @param blank class index of the blank
     */
    public static Optional<String> of(Emissions emissions, int blank) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < emissions.frames(); t++) {
            int best = emissions.bestClass(t);
            if (best != blank) {
                sum += Math.exp(emissions.logProb(t, best));
                count++;
            }
        }
        if (count == 0) {
            return Optional.of(NOTHING);
        }
        if (sum >= LEAST_MEAN * count) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the network is unsure of what it reads: its labels have a probability of %.2f in the mean,"
                        + " those of clear lines above 0.9; expected a single upright line that fills the"
                        + " picture, neither squeezed nor stretched",
                sum / count));
    }
}
