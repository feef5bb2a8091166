package io.ctcservice.core.loss.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.RandomLogits;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixOrderTests {

    private static final int FRAMES = 60;
    private static final int[][] TARGETS = {
        {1, 2, 3, 1, 2, 3, 1, 2, 3},
        {1, 2, 3, 1, 2, 3, 2, 2, 3},
        {1, 2, 3, 3, 2, 3},
        {2, 1},
        {1, 2, 3, 1, 2, 3, 1, 2, 1}
    };
    private static final int[] CUTS = {8, 8, 4, 1, 9};

    private final ColumnSteps steps = new ColumnSteps(
            new ClassProbabilities(RandomLogits.FLAT.emissions(new Random(1), FRAMES, 4, 0)), 0, Long.MIN_VALUE);

    /** Returns the values of the column of each target's prefix, its last label behind them, {@code [targets][T + 2]}. */
    private double[][] walk(ColumnStore store) {
        var taken = new double[TARGETS.length][];
        PrefixOrder.of(TARGETS).walk(CUTS, steps, store, (column, i) -> {
            assertThat(taken[i]).as("not taken before").isNull();
            taken[i] = new double[FRAMES + 2];
            for (int t = column.from * Column.BLOCK; t < Math.min(column.to * Column.BLOCK, FRAMES + 1); t++) {
                int at = t - column.base * Column.BLOCK;
                taken[i][t] = Math.scalb(column.labels[at], (int) column.exponents[at / Column.BLOCK]);
            }
            taken[i][FRAMES + 1] = column.label;
        });
        return taken;
    }

    @Test
    void eachPrefixHasItsColumnHoweverFewAreKept() {
        var all = walk(new ColumnStore(Long.MAX_VALUE));
        var none = walk(new ColumnStore(0));
        for (int i = 0; i < TARGETS.length; i++) {
            assertThat(none[i]).containsExactly(all[i], within(1e-13));
            assertThat(all[i][FRAMES + 1]).isEqualTo(TARGETS[i][CUTS[i] - 1]);
            assertThat(all[i][CUTS[i] + 3]).isPositive();
        }
        // 1 over 4 classes, in the first frame
        assertThat(all[3][1]).isEqualTo(0.25);
    }

    @Test
    void afterTheWalkNoneIsKept() {
        var room = steps.room();
        room.to = 1000;
        var store = new ColumnStore(room.bytes());
        walk(store);
        assertThat(store.hasRoom(room)).isTrue();
    }

    @Test
    void whatPrefixesShareCountsOnce() {
        // 9 of the longest, 2 where the second leaves it, 1 of the third, 1 of the fourth
        assertThat(PrefixOrder.of(TARGETS).columns(CUTS)).isEqualTo(13);
    }
}
