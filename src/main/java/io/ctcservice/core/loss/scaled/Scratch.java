package io.ctcservice.core.loss.scaled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Zeroed arrays that are reused: they are in the processor's cache, where fresh memory would cost more than the
 * computation. For one piece of work at a time, which takes arrays and gives all of them back together; not
 * thread-safe.
 */
final class Scratch {

    /** The most memory kept from one computation to the next. */
    private static final long MOST_BYTES = 2L << 20;

    private final List<double[]> doubles = new ArrayList<>();
    private final List<long[]> longs = new ArrayList<>();
    private int doublesTaken;
    private int longsTaken;
    private long bytes;

    /** Returns zeros, to be used until {@link #release}. */
    double[] doubles(int length) {
        int at = doublesTaken++;
        // the same computation asks for the same arrays in the same order
        for (int i = at; i < doubles.size(); i++) {
            var found = doubles.get(i);
            if (found.length == length) {
                doubles.set(i, doubles.get(at));
                doubles.set(at, found);
                Arrays.fill(found, 0);
                return found;
            }
        }
        return keep(doubles, at, new double[length], length);
    }

    /** Returns zeros, to be used until {@link #release}, as {@link #doubles} does. */
    long[] longs(int length) {
        int at = longsTaken++;
        for (int i = at; i < longs.size(); i++) {
            var found = longs.get(i);
            if (found.length == length) {
                longs.set(i, longs.get(at));
                longs.set(at, found);
                Arrays.fill(found, 0);
                return found;
            }
        }
        return keep(longs, at, new long[length], length);
    }

    private <A> A keep(List<A> arrays, int at, A array, int length) {
        bytes += (long) length * Long.BYTES;
        if (at < arrays.size()) {
            arrays.add(arrays.get(at));
            arrays.set(at, array);
        } else {
            arrays.add(array);
        }
        return array;
    }

    /** Takes all arrays back; those beyond the memory limit are dropped. */
    void release() {
        doublesTaken = 0;
        longsTaken = 0;
        if (bytes > MOST_BYTES) {
            doubles.clear();
            longs.clear();
            bytes = 0;
        }
    }
}
