package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.math.Exponentials;
import java.util.Arrays;

/**
 * The probabilities of a target's classes in one frame as fractions and exponents: one exponential a class, however often it
 * stands in the target. Not thread-safe.
 */
final class ExactClasses {

    private final Emissions emissions;
    private final Exponentials exponentials;

    /** The distinct classes. */
    private final int[] classes;

    /** The index among these of the class of each pair. */
    private final int[] places;

    private final double[] fractions;
    private final long[] exponents;

    /** @param pairs the class of the label of each pair */
    ExactClasses(Emissions emissions, Exponentials exponentials, int[] pairs) {
        this.emissions = emissions;
        this.exponentials = exponentials;
        this.classes = Arrays.stream(pairs).distinct().sorted().toArray();
        this.places =
                Arrays.stream(pairs).map(v -> Arrays.binarySearch(classes, v)).toArray();
        this.fractions = new double[classes.length];
        this.exponents = new long[classes.length];
    }

    int size() {
        return classes.length;
    }

    /** Works out a frame; returns false if there is an ln p below {@code least} that is not −∞, and then nothing is known. */
    boolean read(int t, double least) {
        emissions.logProbs(t, classes, fractions);
        for (double logProb : fractions) {
            if (logProb < least && logProb > Double.NEGATIVE_INFINITY) {
                return false;
            }
        }
        exponentials.split(fractions, exponents, 0, fractions.length);
        return true;
    }

    /** Writes the probabilities of the pairs {@code [from, to)} in the frame, at {@code row + from}. */
    void write(int from, int to, double[] toFractions, long[] toExponents, int row) {
        for (int i = from; i < to; i++) {
            toFractions[row + i] = fractions[places[i]];
            toExponents[row + i] = exponents[places[i]];
        }
    }
}
