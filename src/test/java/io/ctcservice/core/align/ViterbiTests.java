package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.LogMath;
import io.ctcservice.testing.TinyCase;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the backward pass over few checkpoints against that over all rows. */
class ViterbiTests {

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
            int[] actual = path(emissions, target, 16L * rows * (target.length() + 1));
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
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

    private static int[] path(Emissions emissions, AlignmentTarget target, long mostBytes) {
        var search = new Viterbi(ViterbiRow.scalar(), emissions, target, mostBytes);
        return search.bestLogProb() == LogMath.LOG_ZERO ? new int[0] : search.bestPath();
    }
}
