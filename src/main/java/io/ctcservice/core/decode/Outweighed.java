package io.ctcservice.core.decode;

import java.util.stream.IntStream;

/** The classes that the bonus of a hot word may outweigh although their ln p is below the limit of a search. Immutable. */
final class Outweighed {

    static final Outweighed NONE = new Outweighed(new double[0], 0);

    private final double[] bonuses;
    private final int[] classes;
    private final double least;

    /**
     * @param bonuses of each class the largest bonus of a hot word to which it leads, {@code [V]}
     * @param minLogProb the ln p below which the search prunes
     */
    Outweighed(double[] bonuses, double minLogProb) {
        this.bonuses = bonuses;
        this.classes = IntStream.range(0, bonuses.length)
                .filter(v -> bonuses[v] > -minLogProb)
                .toArray();
        this.least = -IntStream.of(classes).mapToDouble(v -> bonuses[v]).max().orElse(0);
    }

    boolean isEmpty() {
        return classes.length == 0;
    }

    /** Returns the classes; not to be changed. */
    int[] classes() {
        return classes;
    }

    /** Returns the ln p above which at least one of them is outweighed. */
    double least() {
        return least;
    }

    /** Returns whether a bonus is larger than what the network has against class {@code v}. */
    boolean isOutweighed(int v, double logProb) {
        return logProb > -bonuses[v];
    }
}
