package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Labels;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the range of pairs that the recursion works on, and of those in it that paths have reached, against a walk over
 * all states. A pair left out would be a path left out; one not known to be reached could lose its range unnoticed.
 */
@ParameterizedClass(name = "seed {0}")
@ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
final class StateLayoutTests {

    private final int[] labels;
    private final int frames;
    private final StateLayout layout;

    /** Whether a path through label u (the second index) or the blank before it is there after frame t − 1 (the first). */
    private final boolean[][] labelsBefore;

    private final boolean[][] blanksBefore;

    StateLayoutTests(int seed) {
        var random = new Random(seed);
        labels = random.ints(new int[] {0, 1, 7, 8, 9, 40}[seed % 6], 1, 4).toArray();
        var target = ExtendedTarget.of(Labels.of(labels), 0);
        int least = Math.max(1, labels.length);
        while (!target.fits(least)) {
            least++;
        }
        frames = least + random.nextInt(60);
        layout = new StateLayout(frames, target);
        labelsBefore = new boolean[frames + 1][labels.length + 1];
        blanksBefore = new boolean[frames + 1][labels.length + 1];
        walk();
    }

    private void walk() {
        blanksBefore[0][0] = true; // the virtual frame before the first
        for (int t = 1; t <= frames; t++) {
            for (int u = 0; u <= labels.length; u++) {
                boolean enter = u > 0 && labelsBefore[t - 1][u - 1];
                blanksBefore[t][u] = blanksBefore[t - 1][u] || enter;
                labelsBefore[t][u] = u < labels.length
                        && (labelsBefore[t - 1][u] || blanksBefore[t - 1][u] || (enter && !isRepeat(u)));
            }
        }
    }

    private boolean isRepeat(int u) {
        return u > 0 && labels[u] == labels[u - 1];
    }

    /** Returns whether a path that has label u after so many frames can still end in time. */
    private boolean labelLeads(int framesLeft, int u) {
        int needed = 0;
        for (int next = u + 1; next < labels.length; next++) {
            needed += isRepeat(next) ? 2 : 1;
        }
        return needed <= framesLeft;
    }

    private boolean blankLeads(int framesLeft, int u) {
        return u == labels.length || (framesLeft > 0 && labelLeads(framesLeft - 1, u));
    }

    @ParameterizedTest(name = "recorded {0}")
    @ValueSource(booleans = {true, false})
    void forwardAllPairsOfCompletePathsAreWorkedOnAndThoseReachedAreMarked(boolean recorded) {
        var states = layout.forwardStates(recorded, new Scratch());
        int first = layout.forwardFirst();
        for (int segment = 0; segment < layout.segments(); segment++) {
            int start = layout.start(segment);
            int end = start + layout.length(segment);
            int from = layout.forwardFrom(start);
            int to = layout.forwardTo(end);
            layout.markReached(states, start, from, to);
            assertThat(from % StateRows.GROUP).isZero();
            assertThat(to).isLessThanOrEqualTo(layout.stride());
            assertHasAllOfCompletePaths(start, end, first, first, from, to);
            int lastOfFirstGroup = from + StateRows.GROUP - 1 - first;
            assertThat(lastOfFirstGroup >= labels.length || labelLeads(frames - start, lastOfFirstGroup))
                    .as("no group too many at the start")
                    .isTrue();
            assertThat(blanksBefore[end][to - StateRows.GROUP - first])
                    .as("no group too many at the end")
                    .isTrue();
            for (int t = start; t < end; t++) {
                int f = t - start;
                for (int i = Math.max(first, from); i < Math.min(first + labels.length, to); i++) {
                    boolean settled = i >= states.settledFrom && i < states.settledTo;
                    boolean label = settled || (i >= states.firstLabel[f] && i <= states.lastLabel[f]);
                    boolean blank = settled || (i >= states.firstBlank[f] && i <= states.lastBlank[f]);
                    assertThat(label).as("label %d, frame %d", i, t).isEqualTo(labelsBefore[t + 1][i - first]);
                    assertThat(blank).as("blank %d, frame %d", i, t).isEqualTo(blanksBefore[t + 1][i - first]);
                }
            }
        }
    }

    /** Backward a pair is a label and the blank after it. */
    @Test
    void backwardAllPairsOfCompletePathsAreWorkedOnAndThoseReachedAreMarked() {
        var states = layout.backwardStates(new Scratch());
        int first = layout.backwardFirst();
        for (int segment = layout.segments() - 1; segment >= 0; segment--) {
            int start = layout.start(segment);
            int end = start + layout.length(segment);
            int from = layout.backwardFrom(start);
            int to = layout.backwardTo(end);
            layout.markReachedBack(states, end, from, to);
            assertHasAllOfCompletePaths(start + 1, end, first, first - 1, from, to);
            for (int t = start; t < end; t++) {
                int step = end - 1 - t;
                int left = frames - 1 - t;
                for (int i = Math.max(first, from); i < Math.min(first + labels.length, to); i++) {
                    boolean settled = i >= states.settledFrom && i < states.settledTo;
                    boolean label = settled || (i >= states.firstLabel[step] && i <= states.lastLabel[step]);
                    boolean blank = settled || (i >= states.firstBlank[step] && i <= states.lastBlank[step]);
                    assertThat(label).as("label %d, frame %d", i, t).isEqualTo(labelLeads(left, i - first));
                    assertThat(blank).as("blank %d, frame %d", i, t).isEqualTo(blankLeads(left, i - first + 1));
                }
            }
        }
    }

    /**
     * Fails if a pair that some complete path is at before one of the frames {@code [start, end]} is outside of the range.
     *
     * @param firstLabel the index of the pair of label 0
     * @param firstBlank that of the pair of blank 0
     */
    private void assertHasAllOfCompletePaths(int start, int end, int firstLabel, int firstBlank, int from, int to) {
        for (int t = start; t <= end; t++) {
            for (int u = 0; u <= labels.length; u++) {
                if (labelsBefore[t][u] && labelLeads(frames - t, u)) {
                    assertThat(firstLabel + u).as("label %d before %d", u, t).isBetween(from, to - 1);
                }
                if (blanksBefore[t][u] && blankLeads(frames - t, u)) {
                    assertThat(firstBlank + u).as("blank %d before %d", u, t).isBetween(from, to - 1);
                }
            }
        }
    }
}
