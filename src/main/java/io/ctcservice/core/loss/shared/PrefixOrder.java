package io.ctcservice.core.loss.shared;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/**
 * Label sequences in lexicographic order, so that those with a common prefix follow each other: the tree of their
 * prefixes, up to a cut in each, depth first. Immutable.
 */
final class PrefixOrder {

    private final int[][] targets;

    /** The indices of the targets, in order. */
    private final int[] order;

    /** The number of labels that each has in common with the one before in order. */
    private final int[] common;

    private final int shortest;

    private PrefixOrder(int[][] targets, int[] order, int[] common) {
        this.targets = targets;
        this.order = order;
        this.common = common;
        this.shortest =
                Arrays.stream(targets).mapToInt(target -> target.length).min().orElse(0);
    }

    static PrefixOrder of(int[][] targets) {
        var sorted = new Integer[targets.length];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, Comparator.comparing(i -> targets[i], Arrays::compare));
        var order = new int[sorted.length];
        var common = new int[sorted.length];
        for (int n = 0; n < order.length; n++) {
            order[n] = sorted[n];
            common[n] = n == 0 ? 0 : common(targets[order[n - 1]], targets[order[n]]);
        }
        return new PrefixOrder(targets, order, common);
    }

    private static int common(int[] a, int[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }

    /** Returns the number of columns needed for all prefixes of the lengths of the cuts. */
    long columns(int[] cuts) {
        long columns = 0;
        for (int n = 0; n < order.length; n++) {
            columns += Math.max(0, cuts[order[n]] - common[n]);
        }
        return columns;
    }

    private record Kept(int length, Column column) {}

    /**
     * Calls back with the column of each target's prefix.
     *
     * @param cuts how long the prefix of each target is
     * @param taker given a column, which is its own only until it returns, and the index of the target
     */
    void walk(int[] cuts, ColumnSteps steps, ColumnStore store, ObjIntConsumer<Column> taker) {
        var rooms = new Column[] {steps.room(), steps.room()};
        var root = steps.room();
        steps.begin(root);
        Deque<Kept> path = new ArrayDeque<>();
        for (int n = 0; n < order.length; n++) {
            int cut = cuts[order[n]];
            while (!path.isEmpty() && path.peek().length > Math.min(common[n], cut)) {
                store.release(path.pop().column);
            }
            var from = path.isEmpty() ? new Kept(0, root) : path.peek();
            var column = from.column;
            int length = from.length;
            for (int stop : stops(n, cut, from.length, cuts)) {
                column = advance(column, targets[order[n]], length, stop, steps, rooms);
                length = stop;
                if (store.hasRoom(column)) {
                    path.push(new Kept(stop, store.keep(column)));
                }
            }
            taker.accept(advance(column, targets[order[n]], length, cut, steps, rooms), order[n]);
        }
        path.forEach(kept -> store.release(kept.column));
    }

    /** Returns the lengths above {@code from} of the prefixes of the n-th target from which later ones go on. */
    private Iterable<Integer> stops(int n, int cut, int from, int[] cuts) {
        var stops = new TreeSet<Integer>();
        int shared = cut;
        for (int later = n + 1; later < order.length && shared > from; later++) {
            shared = Math.min(shared, common[later]);
            int stop = Math.min(shared, cuts[order[later]]);
            if (stop > from) {
                stops.add(stop);
            }
        }
        return stops;
    }

    private Column advance(Column start, int[] target, int from, int to, ColumnSteps steps, Column[] rooms) {
        var column = start;
        for (int length = from; length < to; ) {
            int count = to - length >= ColumnSteps.STRIDE ? ColumnSteps.STRIDE : 1;
            var next = column == rooms[0] ? rooms[1] : rooms[0];
            steps.advance(column, target, length, count, Math.max(0, shortest - length - count), next);
            column = next;
            length += count;
        }
        return column;
    }
}
