package io.ctcservice.core.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints of a computation of many steps that is needed backwards, from the last step to the first: some states are
 * kept in the forward run, the others are recomputed from the nearest kept state before. With L levels of such states
 * L·ⁿ√steps of them are held at a time, n = L, and the walk is done L times. Not thread-safe.
 *
 * @param <S> a state of the walk
 * @see <a href="https://doi.org/10.1145/347837.347846">Griewank and Walther 2000, Revolve: the same with the least
 *     repetition</a>
 */
public final class Checkpoints<S> {

    /**
     * The most levels of checkpoints: 10 states per level are enough for a million steps, so more would hardly save
     * memory.
     */
    private static final int MOST_LEVELS = 6;

    /** The usual memory limit of the states of a level, if more levels would reduce them. */
    public static final long LEVEL_BYTES = 32L << 20;

    /** A computation that advances step by step and can be restarted from a saved state. */
    public interface Walk<S> {

        /** Returns the current state; {@code old} is a state that is no longer needed and may be overwritten. */
        S save(@Nullable S old);

        void restore(S state);

        void step(int step);
    }

    private final int steps;

    /** The number of steps between two kept states, by level: each a multiple of the next, the last 1. */
    private final int[] intervals;

    private final List<List<S>> kept = new ArrayList<>();

    /** The first step whose states are kept, by level. */
    private final int[] starts;

    /**
     * @param stateBytes size of a state
     * @param levelBytes as much memory as the states of a level may take, where more levels help
     */
    public Checkpoints(int steps, long stateBytes, long levelBytes) {
        this.steps = steps;
        int levels = 1;
        while (levels < MOST_LEVELS && root(steps, levels) * stateBytes > levelBytes) {
            levels++;
        }
        this.intervals = new int[levels];
        this.starts = new int[levels];
        long interval = 1;
        for (int level = levels - 1; level >= 0; level--) {
            intervals[level] = (int) Math.min(interval, steps);
            interval *= root(steps, levels);
            kept.add(new ArrayList<>());
        }
        Arrays.fill(starts, -1);
    }

    /** Returns the least n whose power reaches {@code steps}. */
    private static int root(int steps, int power) {
        int root = (int) Math.pow(steps, 1.0 / power);
        while (Math.pow(root, power) < steps) {
            root++;
        }
        return root;
    }

    /** Runs all steps from the current state. */
    public void run(Walk<S> walk) {
        keep(walk, 0, 0, steps);
        for (int step = steps - 1 - (steps - 1) % intervals[0]; step < steps; step++) {
            walk.step(step);
        }
    }

    /** Returns the state before a step, after {@link #run}; cheap if the step is the one before that last asked for. */
    public S before(Walk<S> walk, int step) {
        for (int level = 1; level < intervals.length; level++) {
            int start = step - step % intervals[level - 1];
            if (starts[level] != start) {
                walk.restore(kept(level - 1, start));
                keep(walk, level, start, Math.min(start + intervals[level - 1], steps));
            }
        }
        return kept(intervals.length - 1, step);
    }

    /** Runs from the current state, that before {@code start}, up to the last state to be kept before {@code end}. */
    private void keep(Walk<S> walk, int level, int start, int end) {
        List<S> states = kept.get(level);
        int interval = intervals[level];
        starts[level] = start;
        for (int at = 0; start + at * interval < end; at++) {
            for (int step = start + Math.max(0, at - 1) * interval; step < start + at * interval; step++) {
                walk.step(step);
            }
            if (at < states.size()) {
                states.set(at, walk.save(states.get(at)));
            } else {
                states.add(walk.save(null));
            }
        }
    }

    private S kept(int level, int step) {
        return kept.get(level).get((step - starts[level]) / intervals[level]);
    }

    /** Returns the number of states held now. */
    int size() {
        return kept.stream().mapToInt(List::size).sum();
    }
}
