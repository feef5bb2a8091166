package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.TinyCase;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameSharesTests {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void areTheMeansOverAllPaths(long seed) {
        var tiny = TinyCase.random(
                new Random(seed), /* frames= */ 5, /* vocabSize= */ 3, (int) (seed % 3), (int) (seed % 4));
        var shares = ForwardBackward.lattice(tiny.emissions(), tiny.target()).frameLoss();

        var expected = byBruteForce(tiny);
        assertThat(shares).hasSize(5);
        for (int t = 0; t < 5; t++) {
            assertThat(shares.get(t)).isCloseTo(expected[t], within(1e-12)); // under 100 roundings of values below 10
        }
    }

    @ParameterizedTest(name = "U = {0}")
    @ValueSource(ints = {0, 1, 5, 17})
    void addUpToTheLossAndNoneIsNegative(int targetLength) {
        var tiny = TinyCase.random(new Random(3), /* frames= */ 40, /* vocabSize= */ 6, /* blank= */ 2, targetLength);
        var lattice = ForwardBackward.lattice(tiny.emissions(), tiny.target());

        assertThat(lattice.frameLoss()).allMatch(share -> share >= 0);
        double sum =
                lattice.frameLoss().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(sum).isCloseTo(-lattice.logLikelihood(), within(1e-9)); // some 5000 roundings of values below 100
    }

    /** Every path goes through a masked class in frame 1: it costs there, and nowhere else. */
    @ParameterizedTest(name = "mask of {0}")
    @ValueSource(floats = {-1e4f, -1e12f, -1e18f, -1e30f, -3.4e38f})
    void aMaskedFrameLeavesTheOthersAsTheyAre(float mask) {
        var masked = shares(new float[] {1, 2, 0}, new float[] {mask, mask, 0}, new float[] {0, 2, 1});
        var flat = shares(new float[] {1, 2, 0}, new float[] {0, 0, 0}, new float[] {0, 2, 1});

        assertThat(masked.get(0)).isCloseTo(flat.get(0), within(1e-9));
        double otherwise = flat.get(1) - Math.log(3); // but for ln p
        assertThat(masked.get(1))
                .isCloseTo(otherwise - mask, within(1e-9 * -mask)); // ln p itself is rounded to 1e-16 of it
        assertThat(masked.get(2)).isCloseTo(flat.get(2), within(1e-9));
    }

    @Test
    void anInfeasibleTargetHasNone() {
        assertThat(shares(new float[] {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, 0}))
                .isEmpty();
    }

    private static List<Double> shares(float[]... rows) {
        var emissions = Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.LOGITS);
        return ForwardBackward.lattice(emissions, ExtendedTarget.of(Labels.of(1), 0))
                .frameLoss();
    }

    /** Returns the means of ln q(state | state before) − ln p over all paths of the target, each walked on its own. */
    private static double[] byBruteForce(TinyCase tiny) {
        int blank = tiny.target().blank();
        int frames = tiny.emissions().frames();
        var paths = new HashMap<List<Integer>, Double>(); // states, and p
        BruteForce.forEachPath(tiny.emissions(), (path, p) -> {
            if (Collapse.labels(path, blank).equals(tiny.target().labels())) {
                paths.put(states(path, blank), p);
            }
        });
        double total = paths.values().stream().mapToDouble(Double::doubleValue).sum();
        var shares = new double[frames];
        paths.forEach((states, p) -> {
            for (int t = 0; t < frames; t++) {
                double here = weight(paths, states, t - 1, t);
                double before = t == 0 ? total : weight(paths, states, t - 1, t - 1);
                double logProb = tiny.emissions().logProb(t, tiny.target().label(states.get(t)));
                shares[t] += p / total * (Math.log(here / before) - logProb);
            }
        });
        return shares;
    }

    /** Returns p of all paths that are where this one is in these frames. */
    private static double weight(Map<List<Integer>, Double> paths, List<Integer> path, int from, int to) {
        return paths.entrySet().stream()
                .filter(other -> (from < 0 || other.getKey().get(from).equals(path.get(from)))
                        && other.getKey().get(to).equals(path.get(to)))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static List<Integer> states(int[] path, int blank) {
        var states = new Integer[path.length];
        int labels = 0;
        for (int t = 0; t < path.length; t++) {
            if (path[t] != blank && (t == 0 || path[t] != path[t - 1])) {
                labels++;
            }
            states[t] = path[t] == blank ? 2 * labels : 2 * labels - 1;
        }
        return Arrays.asList(states);
    }
}
