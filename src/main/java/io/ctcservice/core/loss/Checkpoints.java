package io.ctcservice.core.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints of a walk of many steps, which is asked from the last step to the first where it stood before each: some of
 * these states are kept from the walk itself, the others are found by walking on from the nearest kept before. With L levels of such
 * states L·ⁿ√steps of them are held at a time, n = L, and the walk is done L times. Not thread-safe.
 *
 * @param <S> a state of the walk
 * @see <a href="https://doi.org/10.1145/347837.347846">Griewank and Walther 2000, Revolve: the same with the least
 *     repetition</a>
 */
public final class Checkpoints<S> {

    /** More would hardly save memory: 10 states a level are enough for a million steps. */
    private static final int MOST_LEVELS = 6;

    /** As much memory as the states of a level take as a rule, where more levels help. */
    public static final long LEVEL_BYTES = 32L << 20;

    /** What goes forward step by step, and can start anew from where it stood. */
    public interface Walk<S> {

        /** Returns the current state; {@code old} is one that is not needed any more and may be written over. */
        S save(@Nullable S old);

        void restore(S state);

        void step(int step);
    }

    private final int steps;

    /** Steps between two states that are kept, by level: each a multiple of the next, the last 1. */
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

    /** Walks from the current state through all steps. */
    public void run(Walk<S> walk) {
        keep(walk, 0, 0, steps);
        for (int step = steps - 1 - (steps - 1) % intervals[0]; step < steps; step++) {
            walk.step(step);
        }
    }

    /** Returns the state before a step, after {@link #run}; cheap where the step is the one before that last asked for. */
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

    /** Walks from the current state, that before {@code start}, as far as states are to be kept before {@code end}. */
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

    /** Returns how many states are held now. */
    int size() {
        return kept.stream().mapToInt(List::size).sum();
    }
}
