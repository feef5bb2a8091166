package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Labels;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.EachKernel;
import io.ctcservice.testing.RandomLogits;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that ordinary utterances are worked out with shared exponents. Whatever goes wrong with these is noticed and made
 * good by exact arithmetic, which takes longer: so results alone do not tell.
 */
class SharedExponentsTests {

    static Stream<ScaledMath> kernels() {
        return EachKernel.of(ScaledMath::scalar, ScaledMath::vector);
    }

    /** Arithmetic of segments that must not be needed. */
    private static final class NeverExact implements ExactRecursion {

        @Override
        public void normalise(StateRows states, int from, int to) {
            throw new AssertionError("a segment was left to exact arithmetic");
        }

        @Override
        public void advance(StateRows states, SegmentProbabilities rows, int from, int to, int frames) {
            throw new AssertionError("run forward");
        }

        @Override
        public void retreat(
                StateRows states,
                SegmentProbabilities rows,
                int from,
                int to,
                int frames,
                StateRows forward,
                Posteriors posteriors) {
            throw new AssertionError("run backward");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void ordinaryUtterancesNeedNoExactArithmetic(ScaledMath kernel) {
        var math = new ScaledMath(kernel.rows(), kernel.shared(), new NeverExact());
        for (int seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            int frames = 1 + random.nextInt(seed % 4 == 0 ? 400 : 60);
            int vocabSize = 2 + random.nextInt(seed % 2 == 0 ? 60 : 300);
            int length = random.nextInt(frames + 1);
            var labels = random.ints(length, 1, vocabSize).toArray();
            var target = ExtendedTarget.of(Labels.of(labels), 0);
            if (!target.fits(frames)) {
                continue;
            }
            var emissions = RandomLogits.STANDARD.emissions(random, frames, vocabSize, 0);
            var input = new RecursionInput(math, emissions, target, new Scratch());
            var pass = new ScaledPass(input, seed % 3 == 0 ? 0 : Long.MAX_VALUE, new ScratchPool());
            assertThat(pass.run()).isTrue();
            assertThat(pass.logLikelihood())
                    .isCloseTo(new LogForward().logLikelihood(emissions, target), within(1e-12 * frames * 10));
            assertThat(pass.gradient().rows()).isEqualTo(frames);
        }
    }
}
