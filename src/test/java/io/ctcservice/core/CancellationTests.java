package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.align.AlignmentInfeasibility;
import io.ctcservice.core.align.AlignmentTarget;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.ForwardBackward;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.loss.shared.SharedForward;
import io.ctcservice.core.spot.KeywordSpotter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CancellationTests {

    private static final Emissions EMISSIONS =
            Emissions.of(FloatMatrix.ofRows(new float[] {1, 2, 0}, new float[] {0, 2, 1}), ScoreKind.LOGITS);
    private static final ExtendedTarget TARGET = ExtendedTarget.of(Labels.of(1), 0);
    private static final Forward FORWARD = new ScaledForward();

    private static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Named<Runnable>> everythingThatMayTakeLong() {
        return Stream.of(
                work("forward", () -> FORWARD.logLikelihood(EMISSIONS, TARGET)),
                work("plain forward", () -> new LogForward().logLikelihood(EMISSIONS, TARGET)),
                work("gradient", () -> new CtcLoss(FORWARD).loss(EMISSIONS, TARGET, EnumSet.of(CtcLoss.Part.GRADIENT))),
                work(
                        "plain gradient",
                        () -> new LogForward().record(EMISSIONS, TARGET).gradient()),
                work("lattice", () -> ForwardBackward.lattice(EMISSIONS, TARGET)),
                work("greedy", () -> new GreedyDecoder(FORWARD, 0).decode(EMISSIONS)),
                work("greedy without lattice", () -> new GreedyDecoder(FORWARD, 0, 0).decode(EMISSIONS)),
                work(
                        "beam",
                        () -> new PrefixBeamDecoder(FORWARD, 0, BeamSettings.DEFAULT, Optional.empty())
                                .decode(EMISSIONS)),
                work(
                        "readings",
                        () -> new SharedForward(FORWARD)
                                .logLikelihoods(EMISSIONS, Collections.nCopies(4, Labels.of(1, 2)), 0, -9)),
                work("alignment", () -> new ForcedAligner().align(EMISSIONS, TARGET)),
                work("infeasibility", () -> AlignmentInfeasibility.explain(EMISSIONS, AlignmentTarget.of(TARGET))),
                work("keyword", () -> new KeywordSpotter(EMISSIONS, 0, Optional.empty()).find(Labels.of(1), -100)));
    }

    private static Named<Runnable> work(String name, Runnable work) {
        return Named.of(name, work);
    }

    @ParameterizedTest
    @MethodSource("everythingThatMayTakeLong")
    void endsWhatMayTakeLongWithItsReason(Runnable work) {
        var reason = new Unwanted();
        ThreadCancellation.answer(() -> null, work); // nothing happens as long as it is wanted

        assertThatThrownBy(() -> ThreadCancellation.answer(() -> reason, work)).isSameAs(reason);
        work.run(); // nor to what is done outside
    }

    /** All threads of a JVM ask the same source: a second would end what the first still wants. */
    @Test
    void theAnswerIsGivenByOneSource() {
        ThreadCancellation.answer(
                () -> null,
                () -> assertThatIllegalStateException().isThrownBy(() -> Cancellation.setSource(Unwanted::new)));
    }

    @Test
    void looksAtEvery64thFrameOnly() {
        var seen = new TreeSet<Integer>();
        ThreadCancellation.answer(Unwanted::new, () -> {
            for (int frame = 0; frame < 200; frame++) {
                try {
                    Cancellation.checkAt(frame);
                } catch (Unwanted thrown) {
                    seen.add(frame);
                }
            }
        });
        assertThat(seen).containsExactly(0, 64, 128, 192);
    }
}
