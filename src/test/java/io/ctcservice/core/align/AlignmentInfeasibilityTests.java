package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.Infeasibility;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AlignmentInfeasibilityTests {

    private static final float NO = Float.NEGATIVE_INFINITY;

    /** a needs a frame, the second a two, b one: of four frames the first three tokens take all. */
    @Test
    void tooFewFramesNamesTheFirstTokenThatHasNone() {
        var misfit = AlignmentInfeasibility.explain(uniform(4), AlignmentTarget.of(new int[] {1, 1, 2, 2, 1}, 0));
        assertThat(misfit)
                .isEqualTo(new AlignmentInfeasibility(Infeasibility.Reason.TOO_FEW_FRAMES, 3, OptionalInt.empty(), 7));
    }

    @Test
    void aRepeatThatHasNoRoomForItsBlankDoesNotFit() {
        var misfit = AlignmentInfeasibility.explain(uniform(2), AlignmentTarget.of(new int[] {1, 1}, 0));
        assertThat(misfit.token()).isEqualTo(1);
    }

    @Test
    void anImpossibleTokenIsNamed() {
        var emissions = emissions(new float[] {0, 0, NO}, new float[] {0, 0, NO}, new float[] {0, 0, NO});
        var misfit = AlignmentInfeasibility.explain(emissions, AlignmentTarget.of(new int[] {1, 2}, 0));
        assertThat(misfit)
                .isEqualTo(
                        new AlignmentInfeasibility(Infeasibility.Reason.ZERO_PROBABILITY, 1, OptionalInt.empty(), 2));
    }

    @Test
    void noTokenIsReachedPastOneThatIsImpossible() {
        var emissions = emissions(new float[] {0, NO, 0}, new float[] {0, NO, 0}, new float[] {0, NO, 0});
        var misfit = AlignmentInfeasibility.explain(emissions, AlignmentTarget.of(new int[] {1, 2}, 0));
        assertThat(misfit)
                .isEqualTo(
                        new AlignmentInfeasibility(Infeasibility.Reason.ZERO_PROBABILITY, 0, OptionalInt.empty(), 2));
    }

    @Test
    void theFrameIsNamedInWhichNoBeginningOfTheTargetIsPossible() {
        var emissions = emissions(new float[] {0, 0, NO}, new float[] {NO, NO, 0}, new float[] {0, 0, 0});
        var misfit = AlignmentInfeasibility.explain(emissions, AlignmentTarget.of(new int[] {1, 1}, 0));
        assertThat(misfit)
                .isEqualTo(new AlignmentInfeasibility(Infeasibility.Reason.ZERO_PROBABILITY, 1, OptionalInt.of(1), 3));
    }

    @Test
    void framesLeftOverThatCannotBeBlankFollowTheLastToken() {
        var emissions = emissions(new float[] {0, 0, 0}, new float[] {NO, NO, 0});
        var misfit = AlignmentInfeasibility.explain(emissions, AlignmentTarget.of(new int[] {1}, 0));
        assertThat(misfit)
                .isEqualTo(new AlignmentInfeasibility(Infeasibility.Reason.ZERO_PROBABILITY, 1, OptionalInt.of(1), 1));
    }

    private static Emissions uniform(int frames) {
        return Emissions.of(FloatMatrix.adopt(frames, 3, new float[frames * 3]), ScoreKind.LOGITS);
    }

    private static Emissions emissions(float[]... rows) {
        return Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.LOGITS);
    }
}
