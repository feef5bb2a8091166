package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.ScalarRowKernel;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The memory of the gradient, on the scalar kernel: before the compiler gets to them, vectors are objects too. */
class ScaledPassTests {

    private static final RowKernel KERNEL = new ScalarRowKernel();

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
        var gradient = new ScaledForward(KERNEL).record(emissions, target).gradient();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(gradient.rows()).isEqualTo(10_000);
        assertThat(allocated).isLessThan(64L << 20);
    }

    @Test
    void aGradientFromFewCheckpointsIsTheSameToTheLastBit() {
        var many = new ScaledPass(KERNEL, emissions, target, Long.MAX_VALUE);
        var few = new ScaledPass(KERNEL, emissions, target, 0);
        assertThat(many.run()).isTrue();
        assertThat(few.run()).isTrue();
        assertThat(few.logLikelihood()).isEqualTo(many.logLikelihood());
        assertThat(few.gradient()).isEqualTo(many.gradient());
    }
}
