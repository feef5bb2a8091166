package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReductionTests {

    private static final UtteranceLoss LONG = utterance(-6, /* targetLength= */ 3, null);
    private static final UtteranceLoss EMPTY = utterance(-1, /* targetLength= */ 0, null);
    private static final UtteranceLoss INFEASIBLE = utterance(
            Double.NEGATIVE_INFINITY,
            /* targetLength= */ 2,
            new Infeasibility(Infeasibility.Reason.TOO_FEW_FRAMES, List.of(), List.of()));

    private static UtteranceLoss utterance(
            double logLikelihood, int targetLength, @Nullable Infeasibility infeasibility) {
        return new UtteranceLoss(logLikelihood, infeasibility, 9, targetLength, targetLength, null, null, null);
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 1.5", "SUM, 7", "BATCH_MEAN, 3.5"}) // (6/3 + 1/1)/2, 6 + 1, (6 + 1)/2
    void reducesABatch(Reduction reduction, double expected) {
        assertThat(reduction.reduce(List.of(LONG, EMPTY), false)).hasValueCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void anInfeasibleUtteranceLeavesNoNumber(Reduction reduction) {
        assertThat(reduction.reduce(List.of(LONG, INFEASIBLE), false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 1", "SUM, 6", "BATCH_MEAN, 3"}) // the denominator stays 2
    void withZeroInfinityAnInfeasibleUtteranceCountsAsZero(Reduction reduction, double expected) {
        assertThat(reduction.reduce(List.of(LONG, INFEASIBLE), true)).hasValueCloseTo(expected, within(1e-12));
    }
}
