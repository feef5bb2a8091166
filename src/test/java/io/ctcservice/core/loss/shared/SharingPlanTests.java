package io.ctcservice.core.loss.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests of the number of columns when the common parts of targets are computed once. */
class SharingPlanTests {

    @Test
    void targetsThatDifferInALabelTakeFewColumnsMoreThanOne() {
        var targets = new int[10][];
        Arrays.setAll(targets, n -> new Random(1).ints(1000, 1, 20).toArray());
        for (int n = 1; n < 10; n++) {
            targets[n][490 + 2 * n] = 20 + n;
        }
        // of each as far as the cut from where it differs: 0 to 10 labels on either side
        assertThat(SharingPlan.of(targets).columns()).isBetween(1010L, 1100L);
    }

    /** Three places to differ in, eight combinations: what lies between them is needed once for each side's choices. */
    @Test
    void combinationsMeetInTheMiddle() {
        var targets = new int[8][];
        Arrays.setAll(targets, n -> new Random(1).ints(400, 1, 20).toArray());
        for (int n = 0; n < 8; n++) {
            for (int place = 0; place < 3; place++) {
                targets[n][100 * (place + 1)] += (n >> place & 1) * 20;
            }
        }
        // cut at the second place: on either side 100 columns beyond the outer place and twice 100 up to the middle
        assertThat(SharingPlan.of(targets).columns()).isBetween(600L, 610L);
    }

    @Test
    void headAndTailAreNeverEmpty() {
        var targets = new int[][] {{1, 2}, {1, 2, 3, 4, 5, 6}, {1, 2, 3}, {2, 3, 4, 5, 6}};
        var plan = SharingPlan.of(targets);
        for (int i = 0; i < targets.length; i++) {
            assertThat(plan.headCuts()[i]).isBetween(1, targets[i].length - 1);
            assertThat(plan.headCuts()[i] + plan.tailCuts()[i]).isEqualTo(targets[i].length);
        }
    }
}
