package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the reach of paths against a walk over all states. Were it too short, losses of range would go unnoticed. */
class ReachTests {

    private static final int FRAMES = 40;

    @ParameterizedTest(name = "U = {0}")
    @ValueSource(ints = {0, 1, 2, 3, 8, 13, 25})
    void isAsFarAsAWalkOverAllStatesComes(int length) {
        for (int seed = 0; seed < 20; seed++) {
            int[] labels = new Random(seed).ints(length, 1, 3).toArray(); // two labels: many repeats
            var reach = Reach.forward(labels);
            var walk = new Walk(labels);
            for (int t = 0; t < FRAMES; t++) {
                assertThat(reach.label(t)).as("label in frame %d", t).isEqualTo(walk.lastLabel(t));
                assertThat(reach.blank(t)).as("blank in frame %d", t).isEqualTo(walk.lastBlank(t));
            }
        }
    }

    @Test
    void beforeTheFirstFrameThereIsNoLabel() {
        assertThat(Reach.forward(new int[] {1, 2}).label(-1)).isEqualTo(-1);
        assertThat(Reach.forward(new int[] {1, 2}).blank(-1)).isZero();
        assertThat(Reach.forward(new int[0]).label(-1)).isEqualTo(-1);
    }

    @Test
    void backwardIsForwardFromTheOtherEnd() {
        var reach = Reach.backward(new int[] {3, 2, 2, 1});
        // 1, 2, a blank, 2, 3
        assertThat(new int[] {reach.label(0), reach.label(1), reach.label(2), reach.label(3), reach.label(4)})
                .containsExactly(0, 1, 1, 2, 3);
    }

    /** The states that paths can be at in each frame; after the target, labels that are no repeats. */
    private static final class Walk {

        private final boolean[][] labelReached;
        private final boolean[][] blankReached;

        Walk(int[] labels) {
            int pairs = labels.length + FRAMES + 1;
            labelReached = new boolean[FRAMES][pairs];
            blankReached = new boolean[FRAMES][pairs];
            labelReached[0][0] = true;
            blankReached[0][0] = true;
            for (int t = 1; t < FRAMES; t++) {
                for (int u = 0; u < pairs; u++) {
                    boolean repeat = u > 0 && u < labels.length && labels[u] == labels[u - 1];
                    boolean before = u > 0 && labelReached[t - 1][u - 1];
                    blankReached[t][u] = blankReached[t - 1][u] || before;
                    labelReached[t][u] = labelReached[t - 1][u] || blankReached[t - 1][u] || (before && !repeat);
                }
            }
        }

        int lastLabel(int t) {
            return last(labelReached[t]);
        }

        int lastBlank(int t) {
            return last(blankReached[t]);
        }

        private static int last(boolean[] reached) {
            int last = reached.length - 1;
            while (!reached[last]) {
                last--;
            }
            return last;
        }
    }
}
