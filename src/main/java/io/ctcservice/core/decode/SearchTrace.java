package io.ctcservice.core.decode;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The record of a prefix beam search, frame by frame: the prefixes that were kept, those in which two paths met, and those
 * that were dropped. Not thread-safe.
 */
public final class SearchTrace {

    /** The largest number of prefixes in a step: the best ones of the frame. */
    public static final int MOST_KEPT = 64;

    /** The least share of a prefix's probability that each of two paths must have for the prefix to count as merged. */
    private static final double LEAST_SHARE = 1e-6;

    private final List<Step> steps = new ArrayList<>();
    private Map<Labels, Ways> before = Map.of(Labels.of(), new Ways(0, 0));

    SearchTrace() {}

    /**
     * One step of a search: a frame.
     *
     * @param kept the prefixes in the beam after it, best first, at most {@value #MOST_KEPT}
     * @param pruned the prefixes that were in the beam before it and are not any more, neither as they are nor longer by a
     *     label, at most {@value #MOST_KEPT}
     */
    public record Step(List<Prefix> kept, List<Labels> pruned) {

        public Step {
            kept = List.copyOf(kept);
            pruned = List.copyOf(pruned);
        }
    }

    /**
     * One prefix of the beam.
     *
     * @param labels without blanks
     * @param score ln p of all paths so far that give it, and what guides the search on top
     * @param merged whether it came about in two ways, which were added up: it stayed, and the prefix without its last
     *     label was extended by it
     */
    public record Prefix(Labels labels, double score, boolean merged) {}

    /** ln p of the paths of a prefix that end in a blank, and of all. */
    private record Ways(double blank, double total) {}

    /** Returns the steps so far. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Notes what a search holds after frame {@code t}. */
    void note(PrefixSearch search, Emissions emissions, int t) {
        var now = new HashMap<Labels, Ways>();
        var kept = new ArrayList<Prefix>();
        for (int slot = 0; slot < search.size(); slot++) {
            var labels = search.labels(slot);
            now.put(labels, new Ways(search.blankLogProb(slot), search.logProb(slot)));
            kept.add(new Prefix(labels, search.score(slot), isMerged(labels, search.logProb(slot), emissions, t)));
        }
        kept.sort(Comparator.comparingDouble((Prefix prefix) -> -prefix.score()));
        steps.add(new Step(first(kept), first(pruned(now))));
        before = now;
    }

    private boolean isMerged(Labels labels, double total, Emissions emissions, int t) {
        int length = labels.length();
        Ways shorter = length == 0 ? null : before.get(labels.first(length - 1));
        if (shorter == null || !before.containsKey(labels)) {
            return false;
        }
        int last = labels.get(length - 1);
        boolean repeats = length > 1 && labels.get(length - 2) == last;
        double arriving = (repeats ? shorter.blank : shorter.total) + emissions.logProb(t, last);
        double share = Math.exp(arriving - total);
        return share > LEAST_SHARE && 1 - share > LEAST_SHARE;
    }

    private List<Labels> pruned(Map<Labels, Ways> now) {
        var lasting = new HashSet<>(now.keySet());
        now.keySet().stream()
                .filter(labels -> labels.length() > 0)
                .forEach(labels -> lasting.add(labels.first(labels.length() - 1)));
        var gone = new ArrayList<>(before.keySet());
        gone.removeAll(lasting);
        gone.sort(Comparator.comparing(Labels::toString));
        return gone;
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST_KEPT, all.size()));
    }
}
