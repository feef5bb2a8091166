package io.ctcservice.acoustic;

/**
 * A random number generator that gives the same numbers for a seed on every machine and in every release.
 *
 * <p>SplitMix64: the state advances by a constant, and each output is a mix of the state. Normal deviates come from the
 * polar method on {@link StrictMath}, whose last digit does not depend on the processor as that of {@link Math} may. Not
 * thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/2714064.2660195">Steele, Lea, Flood: Fast splittable pseudorandom number
 *     generators, OOPSLA 2014, figure 17</a>
 */
final class SeededRandom {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;
    private double spareGaussian = Double.NaN;

    SeededRandom(long seed) {
        this.state = seed;
    }

    /**
     * Returns one of the independent sequences of a seed: numbers drawn from one do not change the others. Its state
     * starts at the mix of the mixed seed plus {@code stream} steps.
     */
    static SeededRandom of(long seed, long stream) {
        return new SeededRandom(mix(mix(seed + GAMMA) + stream * GAMMA));
    }

    /** Returns 64 random bits. */
    long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Returns a uniform number in [0, 1): the upper 53 bits of {@link #nextLong()}. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Returns a uniform integer in {@code [from, to]}; the bias is below (to − from + 1)·2⁻⁵³. */
    int nextInt(int from, int to) {
        return from + (int) (nextDouble() * (to - from + 1.0));
    }

    /**
     * Returns a normal deviate of mean 0 and variance 1.
     *
     * @see <a href="https://doi.org/10.1137/1006063">Marsaglia, Bray: A convenient method for generating normal
     *     variables, 1964</a>
     */
    double nextGaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * nextDouble() - 1;
            y = 2 * nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = y * factor;
        return x * factor;
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
