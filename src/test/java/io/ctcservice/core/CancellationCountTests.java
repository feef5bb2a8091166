package io.ctcservice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.align.AlignmentInfeasibility;
import io.ctcservice.core.align.AlignmentTarget;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.align.Verdict;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.spot.KeywordSpotter;
import io.ctcservice.core.spot.WordBoundaries;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of how often long computations check for cancellation: in each pass over the frames at least every 64th frame;
 * in loops over labels, every fourth label. Counted by the class that looks; no clock is asked.
 */
final class CancellationCountTests {

    private static final int FRAMES = 6400;
    private static final int LOOKS = FRAMES / 64;
    private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("_", "a", "b", " "), 0);
    private static final FloatMatrix SCORES = scores();
    private static final Emissions EMISSIONS = Emissions.of(SCORES, ScoreKind.LOGITS);
    private static final Labels LABELS = labels();
    private static final ExtendedTarget TARGET = ExtendedTarget.of(LABELS, 0);
    private static final Forward FORWARD = ScaledForward.scalar();
    private static final StackWalker STACK = StackWalker.getInstance();

    /** Emissions whose best path reads as many labels as a tenth of the frames. */
    private static FloatMatrix scores() {
        var random = new Random(8);
        var scores = new float[FRAMES * 4];
        for (int t = 0; t < FRAMES; t++) {
            for (int v = 0; v < 4; v++) {
                scores[4 * t + v] = (float) random.nextGaussian();
            }
            scores[4 * t + (t % 10 == 0 ? 1 + random.nextInt(3) : 0)] += 6;
        }
        return FloatMatrix.adopt(FRAMES, 4, scores);
    }

    private static Labels labels() {
        return new GreedyDecoder(new LogForward(), 0, 0)
                .decode(EMISSIONS)
                .getFirst()
                .labels();
    }

    private static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param passes by the name of the class that looks, how many passes over the frames it makes at least */
    record Work(Runnable work, Map<String, Integer> passes) {}

    static Stream<Named<Work>> works() {
        var probs = new float[FRAMES * 4];
        Arrays.fill(probs, .25f);
        var certain = FloatMatrix.adopt(FRAMES, 4, probs);
        return Stream.of(
                work("reading logits", () -> Emissions.withBestPath(large(), ScoreKind.LOGITS), Map.of("RowSums", 1)),
                work("reading probabilities", () -> Emissions.of(certain, ScoreKind.PROBS), Map.of("RowSums", 1)),
                work("logProb", () -> FORWARD.logLikelihood(EMISSIONS, TARGET), Map.of("ForwardSweep", 1)),
                work("plain logProb", () -> new LogForward().logLikelihood(EMISSIONS, TARGET), Map.of("LogForward", 1)),
                work("gradient", () -> FORWARD.record(EMISSIONS, TARGET).gradient(), Map.of("ForwardSweep", 2)),
                work(
                        "greedy and its exact score",
                        () -> new GreedyDecoder(FORWARD, 0).decode(EMISSIONS),
                        Map.of("GreedySession", 1, "ForwardSweep", 1)),
                work(
                        "beam and the exact scores of three",
                        () -> new PrefixBeamDecoder(FORWARD, 0, new BeamSettings(8, 3, -5, -10), Optional.empty())
                                .decode(EMISSIONS),
                        Map.of("BeamSession", 64, "ColumnSteps", 1)),
                work(
                        "spans",
                        () -> new SpanFinder(0, Optional.empty()).find(EMISSIONS, Labels.of(1, 2, 1)),
                        Map.of("RowSums", 1, "ViterbiStates", 1, "SpanFinder", 1)),
                work("alignment", () -> new ForcedAligner().align(EMISSIONS, TARGET), Map.of("ViterbiStates", 1)),
                work(
                        "verdict",
                        () -> {
                            var target = AlignmentTarget.of(TARGET);
                            var alignment = new ForcedAligner().align(EMISSIONS, target);
                            Verdict.of(alignment.orElseThrow(), target, EMISSIONS);
                        },
                        Map.of("ViterbiStates", 1, "Verdict", 1, "UnscaledExpectation", 1)),
                work(
                        "infeasibility",
                        () -> AlignmentInfeasibility.explain(EMISSIONS, AlignmentTarget.of(TARGET)),
                        Map.of("AlignmentInfeasibility", 1)),
                work(
                        "spotting",
                        () -> new KeywordSpotter(
                                        EMISSIONS,
                                        0,
                                        Optional.of(WordBoundaries.of(VOCABULARY, WordGrouping.of(VOCABULARY))))
                                .find(Labels.of(1, 2), -5),
                        Map.of("KeywordSpotter", 3, "PhraseWindows", 1)));
    }

    /** Logits that are so large that they are summed when they are read. */
    private static FloatMatrix large() {
        float[] scores = SCORES.toArray();
        scores[0] = 2000;
        return FloatMatrix.adopt(FRAMES, 4, scores);
    }

    private static Named<Work> work(String name, Runnable work, Map<String, Integer> passes) {
        return Named.of(name, new Work(work, passes));
    }

    /** A source that cancels at a given check, and counts the checks by class. */
    private static final class Counting {

        private final Map<String, Integer> looks = new HashMap<>();
        private final int last;
        private final RuntimeException reason = new Unwanted();
        private int seen;

        Counting(int last) {
            this.last = last;
        }

        private @Nullable RuntimeException look() {
            looks.merge(lookingClass(), 1, Integer::sum);
            return ++seen == last ? reason : null;
        }

        private static String lookingClass() {
            return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                    .filter(name -> name.startsWith("io.ctcservice.")
                            && !name.contains("Cancellation")
                            && !name.contains("ThreadCancellation"))
                    .map(name -> name.substring(name.lastIndexOf('.') + 1))
                    .findFirst()
                    .orElse("?"));
        }

        void run(Work work) {
            ThreadCancellation.answer(this::look, work.work());
        }
    }

    @ParameterizedTest
    @MethodSource("works")
    void everyPassLooksEvery64thFrameAtLeast(Work work) {
        var counting = new Counting(Integer.MAX_VALUE);
        counting.run(work);
        work.passes()
                .forEach((name, passes) -> assertThat(counting.looks.getOrDefault(name, 0))
                        .as("%s of %s", name, counting.looks)
                        .isGreaterThanOrEqualTo(passes * LOOKS));
    }

    /** The emissions say what the lexicon does not hold, and it is not gone through twice for that. */
    @Test
    void aLexiconIsSearchedOnce() {
        var grouping = WordGrouping.of(VOCABULARY);
        var lexicon = Lexicon.of(List.of("abba", "bab"), VOCABULARY, grouping);
        var guidance = new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var decoder = new PrefixBeamDecoder(
                FORWARD, 0, new BeamSettings(8, 1, -5, -10), Optional.of(guidance), Optional.of(grouping), 0);
        var counting = new Counting(Integer.MAX_VALUE);
        counting.run(new Work(() -> assertThat(decoder.decode(EMISSIONS)).hasSize(1), Map.of()));
        assertThat(counting.looks.get("BeamSession")).isEqualTo(FRAMES);
    }

    @ParameterizedTest
    @MethodSource("works")
    void cancelledWorkEndsAtItsNextLook(Work work) {
        var counted = new Counting(Integer.MAX_VALUE);
        counted.run(work);
        for (int last : new int[] {1, 2, counted.seen / 3, counted.seen / 2, counted.seen - 1, counted.seen}) {
            var counting = new Counting(last);
            assertThatThrownBy(() -> counting.run(work)).isSameAs(counting.reason);
            assertThat(counting.seen).isEqualTo(last);
        }
    }
}
