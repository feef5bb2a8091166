package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.testing.OtherJvm;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that memory hardly grows with the length of recordings and targets. */
@Tag("slow")
class LongWorkMemoryTests {

    private static final int CLASSES = 8;

    /** Every √T-th row alone would be 64 MB. */
    @Test
    void theAlignmentOf20000LabelsIn40000FramesFitsInto64Megabytes() throws IOException {
        assertThat(OtherJvm.output(64, Alignment.class)).contains("20000 tokens");
    }

    /** Every path has a frame of the least float, which is beyond the scaled arithmetic; the lattice would be 300 MB. */
    @Test
    void theGradientOfAMaskedTargetOf1000LabelsIn3000FramesFitsInto48Megabytes() throws IOException {
        assertThat(OtherJvm.output(48, MaskedGradient.class))
                .contains("ln p -3.4")
                .contains("rows sum to 0");
    }

    private static float[] logits(int frames) {
        var random = new Random(1);
        var logits = new float[frames * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        return logits;
    }

    private static Emissions emissions(float[] logits) {
        return Emissions.of(FloatMatrix.adopt(logits.length / CLASSES, CLASSES, logits), ScoreKind.LOGITS);
    }

    private static ExtendedTarget target(int length) {
        return ExtendedTarget.of(
                Labels.of(new Random(2).ints(length, 1, CLASSES).toArray()), 0);
    }

    /** The program for the other JVM. */
    static final class Alignment {

        private Alignment() {}

        public static void main(String[] arguments) {
            var alignment = new ForcedAligner().align(emissions(logits(40_000)), target(20_000));
            System.out.println(alignment.orElseThrow().tokens().size() + " tokens");
        }
    }

    /** The program for the other JVM. */
    static final class MaskedGradient {

        private MaskedGradient() {}

        public static void main(String[] arguments) {
            float[] logits = logits(3000);
            Arrays.fill(logits, 1500 * CLASSES, 1501 * CLASSES - 1, -Float.MAX_VALUE);
            var target = ExtendedTarget.of(
                    Labels.of(new Random(2).ints(1000, 1, CLASSES - 1).toArray()), 0);
            try (var pass = ScaledForward.scalar().record(emissions(logits), target)) {
                System.out.println("ln p " + pass.logLikelihood());
                var gradient = pass.gradient();
                double worst = 0;
                for (int t = 0; t < gradient.rows(); t++) {
                    double sum = 0;
                    for (int v = 0; v < CLASSES; v++) {
                        sum += gradient.get(t, v);
                    }
                    worst = Math.max(worst, Math.abs(sum));
                }
                System.out.println(worst < 1e-5 ? "rows sum to 0" : "a row sums to " + worst);
            }
        }
    }
}
