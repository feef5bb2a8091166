package io.ctcservice.core.align;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The list Viterbi algorithm over the CTC lattice: the K most probable paths of a target, with their
 * probabilities. Each state keeps its K best ways from the start; since a path of classes that gives the target goes
 * through one sequence of states only, all paths found are different. O(K·T·S) time and bytes, S = 2U + 1. Stateless
 * and thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/26.277844">Seshadri and Sundberg 1994, List Viterbi decoding algorithms with
 *     applications, the parallel algorithm</a>
 */
public final class BestPaths {

    /** The largest K: a step back, one of three, and a rank are packed into one byte. */
    public static final int MOST = 64;

    private static final int STEPS = 3;

    private BestPaths() {}

    /**
     * One path of a ranking.
     *
     * @param logProb ln of its probability in nats, at most 0
     * @param path the class of each frame
     */
    public record RankedPath(double logProb, List<Integer> path) {}

    /** Returns how many bytes a ranking needs while it is made. */
    public static long bytes(int frames, ExtendedTarget target, int count) {
        return (long) frames * target.states() * count;
    }

    /**
     * Returns the most probable paths that collapse to the target, the best first; fewer than {@code count} where there are no
     * more of a probability above 0. The sum of all is the likelihood of the target.
     *
     * @param count K, 1 to {@value #MOST}
     * @throws IllegalArgumentException if {@code count} is outside that range
     * @throws io.ctcservice.core.CtcInputException if the target names a class that the emissions lack
     */
    public static List<RankedPath> of(Emissions emissions, ExtendedTarget target, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(count + " paths; expected 1 to " + MOST);
        }
        target.requireClassesOf(emissions);
        return target.fits(emissions.frames()) ? new Search(emissions, target, count).paths() : List.of();
    }

    /** One search: the scores of the last frame, and for every frame, state and rank where it came from. */
    private static final class Search {
        private final Emissions emissions;
        private final ExtendedTarget target;
        private final int states;
        private final int count;
        private final byte[][] origins;
        private LogRow scores;
        private LogRow next;

        Search(Emissions emissions, ExtendedTarget target, int count) {
            this.emissions = emissions;
            this.target = target;
            this.count = count;
            states = target.states();
            origins = new byte[emissions.frames()][states * count];
            scores = new LogRow(states * count);
            next = new LogRow(states * count);
        }

        List<RankedPath> paths() {
            for (int s = 0; s < Math.min(2, states); s++) {
                scores.setCertain(s * count);
                scores.emit(s * count, emissions, 0, target.label(s));
            }
            for (int t = 1; t < emissions.frames(); t++) {
                Cancellation.checkAt(t);
                advance(t);
                var swap = scores;
                scores = next;
                next = swap;
            }
            return ranked();
        }

        private void advance(int t) {
            for (int s = 0; s < states; s++) {
                int steps = target.canSkip(s) ? STEPS : Math.min(2, s + 1);
                merge(s, steps, t);
            }
        }

        /** Merges the ranked ways of the states that a step leads from, which are sorted. */
        private void merge(int s, int steps, int t) {
            int stay = 0;
            int one = 0;
            int two = 0;
            byte[] origin = origins[t];
            for (int rank = 0; rank < count; rank++) {
                int staying = way(s, stay);
                int moving = steps > 1 ? way(s - 1, one) : LogRow.NONE;
                int skipping = steps > 2 ? way(s - 2, two) : LogRow.NONE;
                int best = scores.larger(scores.larger(staying, moving), skipping);
                int at = s * count + rank;
                next.set(at, scores, best);
                next.emit(at, emissions, t, target.label(s));
                if (best == staying) {
                    origin[at] = (byte) (STEPS * stay++);
                } else if (best == moving) {
                    origin[at] = (byte) (STEPS * one++ + 1);
                } else {
                    origin[at] = (byte) (STEPS * two++ + 2);
                }
            }
        }

        private int way(int s, int rank) {
            return rank < count ? s * count + rank : LogRow.NONE;
        }

        /** Returns the best ways that end in the last two states, best first. */
        private List<RankedPath> ranked() {
            var found = new ArrayList<RankedPath>();
            int[] taken = {0, 0};
            while (found.size() < count) {
                int last = way(states - 1, taken[0]);
                int label = states > 1 ? way(states - 2, taken[1]) : LogRow.NONE;
                int best = scores.larger(last, label);
                if (best == LogRow.NONE || scores.get(best) == LogMath.LOG_ZERO) {
                    break;
                }
                int from = best == last ? 0 : 1;
                found.add(new RankedPath(Math.min(0, scores.get(best)), classes(states - 1 - from, taken[from]++)));
            }
            return List.copyOf(found);
        }

        private List<Integer> classes(int lastState, int lastRank) {
            var classes = new Integer[emissions.frames()];
            int s = lastState;
            int rank = lastRank;
            for (int t = classes.length - 1; t >= 0; t--) {
                classes[t] = target.label(s);
                int origin = origins[t][s * count + rank] & 0xff;
                s -= origin % STEPS;
                rank = origin / STEPS;
            }
            return List.of(classes);
        }
    }
}
