package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.BestPaths.RankedPath;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.TinyCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestPathsTests {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void areTheMostProbableOfAllPathsThatGiveTheTarget(long seed) {
        var tiny = TinyCase.random(seed, /* frames= */ 6, /* vocabSize= */ 3);
        var all = new ArrayList<RankedPath>();
        BruteForce.forEachPath(tiny.emissions(), (path, p) -> {
            if (Collapse.labels(path, tiny.target().blank())
                    .equals(tiny.target().labels())) {
                all.add(new RankedPath(Math.log(p), Arrays.stream(path).boxed().toList()));
            }
        });
        all.sort(Comparator.comparingDouble(RankedPath::logProb).reversed());

        var found = BestPaths.of(tiny.emissions(), tiny.target(), 7);

        assertThat(found).hasSize(Math.min(7, all.size()));
        for (int k = 0; k < found.size(); k++) {
            assertThat(found.get(k).path()).isEqualTo(all.get(k).path()); // no ties among random numbers
            assertThat(found.get(k).logProb()).isCloseTo(all.get(k).logProb(), within(1e-12));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void sumToTheLikelihoodWhereTheyAreAll(long seed) {
        var tiny = TinyCase.random(new Random(seed), 5, 4, 0, 3);

        var found = BestPaths.of(tiny.emissions(), tiny.target(), BestPaths.MOST);

        double sum =
                found.stream().mapToDouble(path -> Math.exp(path.logProb())).sum();
        double likelihood = Math.exp(new LogForward().logLikelihood(tiny.emissions(), tiny.target()));
        assertThat(found.size()).isLessThan(BestPaths.MOST);
        assertThat(sum).isCloseTo(likelihood, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33})
    void beginWithThePathOfTheAligner(long seed) {
        var tiny = TinyCase.random(new Random(seed), 40, 6, 5, 12);

        var best = BestPaths.of(tiny.emissions(), tiny.target(), 20);

        var aligned = new ForcedAligner().align(tiny.emissions(), tiny.target()).orElseThrow();
        assertThat(best.getFirst().path())
                .isEqualTo(Arrays.stream(aligned.framePath()).boxed().toList());
        assertThat(best.getFirst().logProb()).isCloseTo(aligned.logProb(), within(1e-9));
        assertThat(best)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.comparingDouble(path -> -path.logProb()));
    }

    @Test
    void areFewerWherePathsHaveNoProbability() {
        float zero = Float.NEGATIVE_INFINITY;
        var emissions = Emissions.of(
                FloatMatrix.adopt(3, 2, new float[] {0, 0, 0, zero, zero, 0}), ScoreKind.LOGITS); // "00-", "-0-"

        assertThat(BestPaths.of(emissions, ExtendedTarget.of(Labels.of(0), 1), 5))
                .extracting(RankedPath::path)
                .containsExactlyInAnyOrder(List.of(0, 0, 1), List.of(1, 0, 1));
    }

    @Test
    void areInOrderWhereEveryPathHasMaskedClasses() {
        for (int seed = 0; seed < 50; seed++) {
            var tiny = TinyCase.random(new Random(seed), 8, 4, 0, 1 + seed % 5);
            var moderate = ForcedAlignerTests.masked(tiny.emissions(), new Random(seed), 0.7, -1e6f);
            var huge = ForcedAlignerTests.masked(tiny.emissions(), new Random(seed), 0.7, -1e18f);

            assertThat(BestPaths.of(huge, tiny.target(), 20))
                    .as("seed %d", seed)
                    .extracting(RankedPath::path)
                    .isEqualTo(BestPaths.of(moderate, tiny.target(), 20).stream()
                            .map(RankedPath::path)
                            .toList());
        }
    }

    @Test
    void areNoneWhereTheTargetDoesNotFit() {
        var tiny = TinyCase.random(new Random(1), 2, 3, 0, 3);

        assertThat(BestPaths.of(tiny.emissions(), tiny.target(), 3)).isEmpty();
    }
}
