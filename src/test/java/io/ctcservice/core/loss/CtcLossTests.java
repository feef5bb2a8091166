package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.CtcLoss.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CtcLossTests {

    private final CtcLoss ctcLoss = new CtcLoss(new LogForward());

    private static Emissions uniform(int frames) {
        return Emissions.of(FloatMatrix.adopt(frames, 3, new float[frames * 3]), ScoreKind.LOGITS);
    }

    private static ExtendedTarget target(int... labels) {
        return ExtendedTarget.of(Labels.of(labels), 0);
    }

    /** By hand: of the 9 uniform paths of two frames, ε1, 1ε and 11 give "1". */
    @Test
    void givesTheNegativeLogLikelihood() {
        var loss = ctcLoss.loss(uniform(2), target(1), Set.of());
        assertThat(loss.loss()).hasValueCloseTo(Math.log(3), within(1e-12));
        assertThat(loss.logLikelihood()).isCloseTo(-Math.log(3), within(1e-12));
        assertThat(loss.feasible()).isTrue();
    }

    @Test
    void givesNothingThatWasNotAskedFor() {
        var loss = ctcLoss.loss(uniform(2), target(1), Set.of());
        assertThat(loss.gradient()).isNull();
        assertThat(loss.occupancy()).isNull();
        assertThat(loss.lattice()).isNull();
    }

    @Test
    void givesEveryPartThatWasAskedFor() {
        var loss = ctcLoss.loss(uniform(2), target(1), EnumSet.allOf(Part.class));
        assertThat(loss.gradient()).isNotNull();
        assertThat(loss.occupancy()).isNotNull();
        assertThat(loss.lattice()).isNotNull();
    }

    /** One class of probability 1 in every frame: the loss is 0, and no rounding makes it -0 or less. */
    @Test
    void aCertainTargetCostsExactlyZero() {
        float no = Float.NEGATIVE_INFINITY;
        var certain =
                Emissions.of(FloatMatrix.ofRows(new float[] {no, 7, no}, new float[] {no, 7, no}), ScoreKind.LOGITS);
        var loss = ctcLoss.loss(certain, target(1), Set.of());
        assertThat(loss.loss().orElseThrow()).isEqualTo(0.0);
        assertThat(Double.doubleToRawLongBits(loss.logLikelihood())).isZero();
    }

    /** A row sums to 1.0009, which is within what is tolerated, and is made to sum to 1. */
    @Test
    void theLossIsNeverNegative() {
        var rounded = Emissions.of(FloatMatrix.ofRows(new float[] {0, 1.0009f, 0}), ScoreKind.PROBS);
        assertThat(ctcLoss.loss(rounded, target(1), Set.of()).loss()).hasValue(0.0);
    }

    @Test
    void tooFewFramesAreExplainedByTheRepeats() {
        var loss = ctcLoss.loss(uniform(4), target(1, 1, 2, 2), Set.of(Part.GRADIENT));
        assertThat(loss.loss()).isEmpty();
        assertThat(loss.minFrames()).isEqualTo(6);
        assertThat(loss.infeasibility())
                .isEqualTo(new Infeasibility(Infeasibility.Reason.TOO_FEW_FRAMES, List.of(1, 3), List.of()));
    }

    @Test
    void probabilityZeroIsExplainedByTheClassAndItsFrames() {
        float no = Float.NEGATIVE_INFINITY;
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {0, no, 0}, new float[] {0, no, 0}, new float[] {0, no, no}),
                ScoreKind.LOGITS);
        var infeasibility = ctcLoss.loss(emissions, target(2, 1), Set.of()).infeasibility();
        assertThat(infeasibility)
                .isEqualTo(new Infeasibility(
                        Infeasibility.Reason.ZERO_PROBABILITY,
                        List.of(),
                        List.of(
                                new Infeasibility.ImpossibleClass(2, 1, List.of(2)),
                                new Infeasibility.ImpossibleClass(1, 3, List.of(0, 1, 2)))));
    }
}
