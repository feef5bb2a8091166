package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.testing.TinyCase;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests of the memory of the gradient, on the scalar kernel: before compilation, vectors are objects too. */
class ScaledPassTests {

    private static final ScaledMath MATH = ScaledMath.scalar();

    private final Emissions emissions = emissions(10_000);
    private final ExtendedTarget target =
            ExtendedTarget.of(Labels.of(new Random(4).ints(1500, 1, 32).toArray()), 0);

    private static Emissions emissions(int frames) {
        var random = new Random(3);
        var logits = new float[frames * 32];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        return Emissions.of(FloatMatrix.adopt(frames, 32, logits), ScoreKind.LOGITS);
    }

    /** The lattice would take 240 MB, and as much again backwards. */
    @Test
    void theGradientOfALongUtteranceNeedsLessThan64Megabytes() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        var gradient = ScaledForward.scalar().record(emissions, target).gradient();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(gradient.rows()).isEqualTo(10_000);
        assertThat(allocated).isLessThan(64L << 20);
    }

    @Test
    void aGradientFromFewCheckpointsIsTheSameToTheLastBit() {
        var many = pass(emissions, target, Long.MAX_VALUE);
        var few = pass(emissions, target, 0);
        assertThat(many.run()).isTrue();
        assertThat(few.run()).isTrue();
        assertThat(few.logLikelihood()).isEqualTo(many.logLikelihood());
        assertThat(few.gradient()).isEqualTo(many.gradient());
    }

    private static ScaledPass pass(Emissions emissions, ExtendedTarget target, long checkpointBytes) {
        return new ScaledPass(
                new RecursionInput(MATH, emissions, target, new Scratch()), checkpointBytes, new ScratchPool());
    }

    /** Short utterances keep what others work out again; neither may leave anything behind for the next. */
    @Test
    void aPassIsTheSameToTheLastBitWhateverItsMemoryWasUsedForBefore() {
        var random = new Random(5);
        var used = ScaledForward.scalar();
        for (int i = 0; i < 300; i++) {
            int frames = 1 + random.nextInt(random.nextInt(10) == 0 ? 700 : 60);
            int vocabSize = random.nextInt(3) == 0 ? 100 : 2 + random.nextInt(30);
            var tiny = TinyCase.random(random, frames, vocabSize, vocabSize - 1, random.nextInt(frames + 1));
            var emissions = random.nextInt(3) == 0 ? withLogZeros(tiny.emissions(), random) : tiny.emissions();
            try (var first = ScaledForward.scalar().record(emissions, tiny.target());
                    var pass = used.record(emissions, tiny.target())) {
                assertThat(pass.logLikelihood()).isEqualTo(first.logLikelihood());
                assertThat(pass.gradient()).isEqualTo(first.gradient());
                assertThat(pass.occupancy()).isEqualTo(first.occupancy());
                assertThat(pass.gradient()).isEqualTo(first.gradient());
                assertThat(used.logLikelihood(emissions, tiny.target())).isEqualTo(first.logLikelihood());
            }
        }
    }

    /** Returns the same with a tenth of the scores impossible, which takes segments to the exact arithmetic. */
    private static Emissions withLogZeros(Emissions emissions, Random random) {
        var scores = emissions.scores().toArray();
        int vocabSize = emissions.vocabSize();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i % vocabSize > 0 && random.nextInt(10) == 0 ? Float.NEGATIVE_INFINITY : scores[i];
        }
        return Emissions.of(FloatMatrix.adopt(emissions.frames(), vocabSize, scores), ScoreKind.LOGITS);
    }

    @Test
    void aClosedPassAnswersNoMoreAndItsMatricesStay() {
        var tiny = TinyCase.random(7, 20, 6);
        var forward = ScaledForward.scalar();
        var pass = forward.record(tiny.emissions(), tiny.target());
        var gradient = pass.gradient();
        var copy = gradient.toArray();
        pass.close();
        pass.close();
        var other = TinyCase.random(8, 20, 6);
        forward.record(other.emissions(), other.target()).gradient();
        assertThat(gradient.toArray()).isEqualTo(copy);
        assertThatThrownBy(pass::gradient).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pass::occupancy).isInstanceOf(IllegalStateException.class);
    }
}
