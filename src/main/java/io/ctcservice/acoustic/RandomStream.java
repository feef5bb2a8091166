package io.ctcservice.acoustic;

/** What the random numbers of one seed are used for: each purpose has its own sequence. Never renumber them. */
enum RandomStream {
    DURATIONS(1),
    VECTORS(2),
    NOISE(3),
    WEIGHTS(4),
    EMISSIONS(5),
    TRAINING(6),
    HELD_OUT(7);

    private final long number;

    RandomStream(long number) {
        this.number = number;
    }

    SeededRandom of(long seed) {
        return SeededRandom.of(seed, number);
    }
}
