package io.ctcservice.acoustic;

/** The purposes of random numbers: each draws from its own sequence of a seed. Never renumber them. */
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
