package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.testing.TinyCase;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of searches over few checkpoints, and of those that leave out states, against that over all rows. */
class ViterbiTests {

    private static final int CLASSES = 8;

    /** So few rows that each number of them leads to other intervals at both levels. */
    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 30})
    void givesTheSamePathFromHoweverFewCheckpoints(int rows) {
        int found = 0;
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            int frames = 1 + random.nextInt(200);
            var target = target(random, frames);
            var emissions = TinyCase.random(random, frames, /* vocabSize= */ 4, /* blank= */ 0, 0)
                    .emissions();
            if (frames < target.minFrames()) {
                continue;
            }
            int[] expected = path(emissions, target, Long.MAX_VALUE);
            for (long large : new long[] {Long.MAX_VALUE, 0}) {
                int[] actual = path(emissions, target, 16L * rows * (target.length() + 1), large);
                assertThat(actual).as("seed %d, large from %d on", seed, large).isEqualTo(expected);
            }
            found += expected.length > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(150);
    }

    private static AlignmentTarget target(Random random, int frames) {
        int length = random.nextInt(1 + frames * 2 / 3);
        var target = AlignmentTarget.of(random.ints(length, 1, 4).toArray(), 0);
        var gaps = new BitSet();
        for (int i = random.nextInt(4); i > 0; i--) {
            gaps.set(random.nextInt(length + 1));
        }
        return gaps.isEmpty() ? target : target.absorbingAt(gaps, random.nextInt(3));
    }

    /** Labels that the emissions are read as, and others: the fewer are right, the more of the lattice is left. */
    @ParameterizedTest(name = "{0} of the labels wrong")
    @ValueSource(doubles = {0, 0.02, 0.3, 1})
    void givesTheSamePathAfterAPassAheadNearTheBest(double wrong) {
        for (int seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            int frames = 1 + random.nextInt(2500);
            var logits = new float[frames * CLASSES];
            var labels = new int[frames];
            int length = 0;
            int every = 2 + random.nextInt(4);
            for (int t = 0; t < frames; t++) {
                int top = t % every == 0 ? 1 + random.nextInt(CLASSES - 1) : 0;
                if (top > 0) {
                    labels[length++] = random.nextDouble() < wrong ? 1 + random.nextInt(CLASSES - 1) : top;
                }
                for (int v = 0; v < CLASSES; v++) {
                    logits[t * CLASSES + v] = (float) (2 * random.nextGaussian() + (v == top ? 6 : 0));
                }
            }
            var target = AlignmentTarget.of(Arrays.copyOf(labels, length), 0);
            if (seed % 3 == 0) {
                var gaps = new BitSet();
                gaps.set(random.nextInt(length + 1));
                gaps.set(random.nextInt(length + 1));
                target = target.absorbingAt(gaps, random.nextInt(10));
            }
            var emissions = Emissions.of(FloatMatrix.adopt(frames, CLASSES, logits), ScoreKind.LOGITS);
            for (long mostBytes : new long[] {Long.MAX_VALUE, 160L * length, 0}) {
                assertThat(path(emissions, target, mostBytes, 0))
                        .as("seed %d, %d bytes", seed, mostBytes)
                        .isEqualTo(path(emissions, target, mostBytes));
            }
        }
    }

    private static int[] path(Emissions emissions, AlignmentTarget target, long mostBytes) {
        return path(emissions, target, mostBytes, Long.MAX_VALUE);
    }

    private static int[] path(Emissions emissions, AlignmentTarget target, long mostBytes, long large) {
        var search = new Viterbi(ViterbiRow.scalar(), emissions, target, mostBytes, large);
        return search.bestLogProb() == LogMath.LOG_ZERO ? new int[0] : search.bestPath();
    }
}
