package io.ctcservice.config;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The comparison of vector kernels that are still being compiled with plain loops: rounds of work are run on both, and
 * vectors are used by all once a cycle of rounds on them takes about as long. Not thread-safe.
 */
final class VectorTrial {

    private static final Logger LOG = LoggerFactory.getLogger(VectorTrial.class);

    /** How many times longer than in plain loops a cycle may take on vectors: the last third is compiled by requests. */
    private static final double TOLERANCE = 1.2;

    private final VectorSwitch vectors;
    private final int cycle;
    private final IntConsumer rounds;
    private final LongSupplier clock;

    private int done;
    private long plain;
    private long onVectors;
    private long leastPlain = Long.MAX_VALUE;

    /**
     * @param cycle the number of kinds of rounds
     * @param rounds runs the round of a number
     * @param clock gives nanoseconds
     */
    VectorTrial(VectorSwitch vectors, int cycle, IntConsumer rounds, LongSupplier clock) {
        this.vectors = vectors;
        this.cycle = cycle;
        this.rounds = rounds;
        this.clock = clock;
    }

    /** Returns whether it goes on: plain loops are still used. */
    boolean isOpen() {
        return vectors.isDeferred();
    }

    /** Runs the next round on both kernels; returns the nanoseconds that it took on vectors. */
    long round() {
        int number = done++;
        plain += time(() -> rounds.accept(number));
        long took = time(() -> vectors.runOnVectors(() -> rounds.accept(number)));
        onVectors += took;
        if (done % cycle == 0) {
            leastPlain = Math.min(leastPlain, plain);
            LOG.debug("Rounds to {}: {} ns in plain loops, {} ns on vectors", done, plain, onVectors);
            if (onVectors <= TOLERANCE * leastPlain) {
                vectors.use();
            }
            plain = 0;
            onVectors = 0;
        }
        return took;
    }

    private long time(Runnable work) {
        long begin = clock.getAsLong();
        work.run();
        return clock.getAsLong() - begin;
    }
}
