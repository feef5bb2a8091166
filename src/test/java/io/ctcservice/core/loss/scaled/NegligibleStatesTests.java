package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NegligibleStatesTests {

    private static final int CLASSES = 6;
    private static final int BLANK = 5;
    private static final int LABELS = 1000;
    private static final int FRAMES = 4 * LABELS;

    /** Emissions with a label in each fourth frame. */
    private final Emissions emissions;

    private final ExtendedTarget target;
    private double bestPath;

    NegligibleStatesTests() {
        var random = new Random(7);
        var labels = new int[LABELS];
        var logits = new float[FRAMES * CLASSES];
        for (int t = 0; t < FRAMES; t++) {
            int top = BLANK;
            if (t % 4 == 0) {
                top = random.nextInt(BLANK);
                labels[t / 4] = top;
            }
            logits[t * CLASSES + top] = 8;
        }
        this.emissions = Emissions.of(FloatMatrix.adopt(FRAMES, CLASSES, logits), ScoreKind.LOGITS);
        this.target = ExtendedTarget.of(Labels.of(labels), BLANK);
        for (int t = 0; t < FRAMES; t++) {
            bestPath += emissions.logProb(t, t % 4 == 0 ? labels[t / 4] : BLANK);
        }
    }

    private static int widest(RecursionInput input, NegligibleStates negligible) {
        var sweep = new ForwardSweep(input, LabelProbabilities.of(input, false), negligible);
        int widest = 0;
        for (int segment = 0; segment < input.layout().segments(); segment++) {
            sweep.advance(segment);
            Checkpoint range = sweep.save();
            widest = Math.max(widest, range.to() - range.from());
        }
        assertThat(sweep.likelihood().ln()).isBetween(-10.0, 0.0);
        return widest;
    }

    @Test
    void aSweepFollowsFewPairsWhereTheBoundIsNear() {
        var input = new RecursionInput(ScaledMath.scalar(), emissions, target, new Scratch());
        var negligible = NegligibleStates.below(bestPath, emissions, input.layout());
        assertThat(widest(input, negligible)).isLessThan(100);
        assertThat(widest(input, NegligibleStates.NONE)).isGreaterThan(LABELS);
    }

    @Test
    void noneIsNegligibleWithoutABoundOrInAShortTarget() {
        var layout = new StateLayout(FRAMES, target);
        assertThat(NegligibleStates.below(LogMath.LOG_ZERO, emissions, layout)).isSameAs(NegligibleStates.NONE);
        assertThat(NegligibleStates.below(Double.NaN, emissions, layout)).isSameAs(NegligibleStates.NONE);
        var shortTarget = new StateLayout(FRAMES, ExtendedTarget.of(Labels.of(0, 1, 2), BLANK));
        assertThat(NegligibleStates.below(bestPath, emissions, shortTarget)).isSameAs(NegligibleStates.NONE);
    }
}
