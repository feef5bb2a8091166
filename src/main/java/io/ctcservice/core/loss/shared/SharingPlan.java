package io.ctcservice.core.loss.shared;

import java.util.Arrays;

/** The cut of each target into a head and a tail, neither empty. */
final class SharingPlan {

    private final PrefixOrder heads;

    /** The order of the same targets read from the last label on. */
    private final PrefixOrder tails;

    private int[] headCuts = new int[0];
    private int[] tailCuts = new int[0];
    private long columns = Long.MAX_VALUE;

    private SharingPlan(PrefixOrder heads, PrefixOrder tails) {
        this.heads = heads;
        this.tails = tails;
    }

    /**
     * Returns the plan with the fewest columns, where all targets are cut after the same number of labels.
     *
     * @param targets each of at least two labels
     */
    static SharingPlan of(int[][] targets) {
        var reversed = Arrays.stream(targets).map(SharingPlan::reverse).toArray(int[][]::new);
        var plan = new SharingPlan(PrefixOrder.of(targets), PrefixOrder.of(reversed));
        int longest =
                Arrays.stream(targets).mapToInt(target -> target.length).max().orElse(0);
        for (int cut = 1; cut < longest; cut++) {
            plan.consider(cut, targets);
        }
        return plan;
    }

    private void consider(int cut, int[][] targets) {
        var before = new int[targets.length];
        var after = new int[targets.length];
        for (int i = 0; i < targets.length; i++) {
            before[i] = Math.min(cut, targets[i].length - 1);
            after[i] = targets[i].length - before[i];
        }
        long needed = heads.columns(before) + tails.columns(after);
        if (needed < columns) {
            columns = needed;
            headCuts = before;
            tailCuts = after;
        }
    }

    private static int[] reverse(int[] labels) {
        var reversed = new int[labels.length];
        Arrays.setAll(reversed, u -> labels[labels.length - 1 - u]);
        return reversed;
    }

    PrefixOrder heads() {
        return heads;
    }

    /** Returns the order of the tails, each read from the last label on. */
    PrefixOrder tails() {
        return tails;
    }

    int[] headCuts() {
        return headCuts;
    }

    int[] tailCuts() {
        return tailCuts;
    }

    /** Returns the number of columns to compute. */
    long columns() {
        return columns;
    }
}
