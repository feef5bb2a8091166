package io.ctcservice.testing;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/** The definition of CTC by enumeration: every one of the V^T paths, its probability and its labels. */
public final class BruteForce {

    private BruteForce() {}

    /** Calls back with every path of T classes and its probability. */
    public static void forEachPath(Emissions emissions, ObjDoubleConsumer<int[]> action) {
        int frames = emissions.frames();
        int vocabSize = emissions.vocabSize();
        var path = new int[frames];
        long paths = Math.round(Math.pow(vocabSize, frames));
        for (long code = 0; code < paths; code++) {
            long rest = code;
            double logProb = 0;
            for (int t = 0; t < frames; t++) {
                path[t] = (int) (rest % vocabSize);
                rest /= vocabSize;
                logProb += emissions.logProb(t, path[t]);
            }
            action.accept(path, Math.exp(logProb));
        }
    }

    /** Returns p(labels | emissions) of every label sequence that some path gives. */
    public static Map<Labels, Double> probabilities(Emissions emissions, int blank) {
        var probabilities = new HashMap<Labels, Double>();
        forEachPath(emissions, (path, p) -> probabilities.merge(Collapse.labels(path, blank), p, Double::sum));
        return probabilities;
    }

    /** Returns p(target | emissions). */
    public static double probability(TinyCase tiny) {
        return probabilities(tiny.emissions(), tiny.target().blank())
                .getOrDefault(tiny.target().labels(), 0.0);
    }

    /** Returns γ_t(k), {@code [T][V]}: the share of the target's paths that are at class k in frame t. */
    public static double[][] occupancy(TinyCase tiny) {
        var occupancy = new double[tiny.emissions().frames()][tiny.emissions().vocabSize()];
        double total = probability(tiny);
        forEachPath(tiny.emissions(), (path, p) -> {
            if (Collapse.labels(path, tiny.target().blank())
                    .equals(tiny.target().labels())) {
                for (int t = 0; t < path.length; t++) {
                    occupancy[t][path[t]] += p / total;
                }
            }
        });
        return occupancy;
    }

    /** Returns the largest probability of a single path that gives the target, 0 if none does. */
    public static double bestPathProbability(TinyCase tiny) {
        var best = new double[1];
        forEachPath(tiny.emissions(), (path, p) -> {
            if (Collapse.labels(path, tiny.target().blank())
                    .equals(tiny.target().labels())) {
                best[0] = Math.max(best[0], p);
            }
        });
        return best[0];
    }
}
