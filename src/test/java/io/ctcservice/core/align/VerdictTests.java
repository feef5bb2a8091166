package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTests {

    private static final ForcedAligner ALIGNER = new ForcedAligner();

    /** One frame a class: a b a b a b a b, of which the text says that the fifth is c. */
    @Test
    void aTokenThatWasNotSaidIsSuspicious() {
        var emissions = ForcedAlignerTests.certain(4, 1, 2, 1, 2, 1, 2, 1, 2);
        var verdict = verdict(emissions, AlignmentTarget.of(new int[] {1, 2, 1, 2, 3, 2, 1, 2}, 0));
        assertThat(verdict.worstToken()).isEqualTo(4);
        assertThat(verdict.suspicious())
                .containsExactly(new Suspicion(4, List.of(Suspicion.Reason.LOW_SCORE, Suspicion.Reason.UNLIKELY)));
        assertThat(verdict.logRatio()).isCloseTo(-20, within(1e-12)); // the one logit that is missed
        assertThat(verdict.meanTokenScore()).isCloseTo(-20 / 8.0, within(1e-6)); // ln of the rest of each row
    }

    @Test
    void aTokenFarLongerThanTheOthersIsSuspicious() {
        var emissions = ForcedAlignerTests.certain(4, 1, 2, 2, 2, 2, 2, 2, 2, 3, 1, 0);
        var verdict = verdict(emissions, AlignmentTarget.of(new int[] {1, 2, 3, 1}, 0));
        assertThat(verdict.suspicious()).containsExactly(new Suspicion(1, List.of(Suspicion.Reason.STRETCHED)));
    }

    @Test
    void whatTheEmissionsSayAnywayIsNotSuspicious() {
        var emissions = ForcedAlignerTests.certain(4, 0, 1, 1, 2, 0, 2, 3, 3, 0);
        var verdict = verdict(emissions, AlignmentTarget.of(new int[] {1, 2, 2, 3}, 0));
        assertThat(verdict.suspicious()).isEmpty();
        assertThat(verdict.logRatio()).isZero();
    }

    @Test
    void theEmptyTargetHasNoWorstToken() {
        var verdict = verdict(ForcedAlignerTests.certain(2, 0, 0), AlignmentTarget.of(new int[0], 0));
        assertThat(verdict.worstToken()).isEqualTo(-1);
        assertThat(verdict.meanTokenScore()).isZero();
        assertThat(verdict.suspicious()).isEmpty();
    }

    /**
     * A letter of another script, a dash, both; with and without gaps for what is left out; over speech and silence.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\u5929", "\u5929 \u5730", "\u2014", "\u5929\u2014"})
    void aTextOfWhichNothingCanBeSpelledIsNoMatch(String text) {
        var vocabulary = Vocabulary.of(List.of("_", "a", "b", " "), 0);
        var transcript = Transcript.ofText(text, vocabulary, WordGrouping.of(vocabulary), Transcript.OnUnknown.STAR);
        for (var starred : List.of(transcript, transcript.withStars())) {
            for (var path : List.of(new int[] {1, 2, 1, 2}, new int[] {0, 0})) {
                var emissions = ForcedAlignerTests.certain(4, path);
                var alignment = ALIGNER.align(emissions, starred.target()).orElseThrow();
                assertThat(Verdict.of(alignment, starred, emissions).match()).isEqualTo(Match.NONE);
                assertThat(Verdict.withoutDistribution(alignment, starred, emissions)
                                .match())
                        .isEqualTo(Match.NONE);
            }
        }
    }

    @Test
    void theEmptyTextIsAGoodMatchOfSilence() {
        var vocabulary = Vocabulary.of(List.of("_", "a", "b", " "), 0);
        var transcript = Transcript.ofText("", vocabulary, WordGrouping.of(vocabulary), Transcript.OnUnknown.STAR);
        var silence = ForcedAlignerTests.certain(4, 0, 0);
        var alignment = ALIGNER.align(silence, transcript.target()).orElseThrow();
        assertThat(Verdict.of(alignment, transcript, silence).match()).isEqualTo(Match.GOOD);
    }

    @Test
    void aTargetThatTheEmissionsSayIsAGoodMatch() {
        var emissions = ForcedAlignerTests.certain(4, 0, 1, 1, 2, 0, 2, 3, 3, 0);
        assertThat(verdict(emissions, AlignmentTarget.of(new int[] {1, 2, 2, 3}, 0))
                        .match())
                .isEqualTo(Match.GOOD);
    }

    @Test
    void oneWrongTokenMakesAMatchDoubtfulAndIsNamed() {
        var emissions = ForcedAlignerTests.certain(4, 1, 2, 1, 2, 1, 2, 1, 2);
        var verdict = verdict(emissions, AlignmentTarget.of(new int[] {1, 2, 1, 2, 3, 2, 1, 2}, 0));
        assertThat(verdict.match()).isEqualTo(Match.DOUBTFUL);
    }

    /** Compared with one another the tokens look alike: all are wrong. */
    @Test
    void aTargetOfWhichNothingWasSaidHasNoMatchAndItsTokensAreUnlikely() {
        var emissions = ForcedAlignerTests.certain(4, 1, 0, 2, 0, 1, 0, 2, 0);
        var verdict = verdict(emissions, AlignmentTarget.of(new int[] {3, 3, 3, 3}, 0));
        assertThat(verdict.match()).isEqualTo(Match.NONE);
        assertThat(verdict.suspicious())
                .extracting(Suspicion::reasons)
                .containsOnly(List.of(Suspicion.Reason.UNLIKELY))
                .hasSize(4);
    }

    @Test
    void aTargetThatLeavesOutMostHasNoMatchAndSaysWhere() {
        var emissions = ForcedAlignerTests.certain(4, 1, 0, 2, 0, 1, 0, 2, 0);
        var verdict = verdict(emissions, AlignmentTarget.of(new int[] {1}, 0));
        assertThat(verdict.match()).isEqualTo(Match.NONE);
        assertThat(verdict.suspicious()).containsExactly(new Suspicion(0, List.of(Suspicion.Reason.LEFT_OUT)));
    }

    /** Said was 1 2 3 3 1; the target says 1 2 1. */
    @Test
    void theTokenAfterWhatIsLeftOutIsSuspicious() {
        var emissions = ForcedAlignerTests.certain(4, 1, 2, 0, 3, 0, 3, 0, 1, 0);
        var verdict = verdict(emissions, AlignmentTarget.of(new int[] {1, 2, 1}, 0));
        assertThat(verdict.suspicious()).containsExactly(new Suspicion(2, List.of(Suspicion.Reason.LEFT_OUT)));
    }

    /** 49 labels that fit and one that is missing: for each label little is lost. */
    @Test
    void oneLabelLeftOutOfALongLineMakesAMatchDoubtful() {
        int[] said = IntStream.range(0, 50).map(u -> 1 + u % 2).toArray();
        said[25] = 3;
        int[] target = IntStream.of(said).filter(label -> label != 3).toArray();
        var spaced = IntStream.of(said).flatMap(label -> IntStream.of(label, 0)).toArray();
        var verdict = verdict(ForcedAlignerTests.certain(4, spaced), AlignmentTarget.of(target, 0));
        assertThat(verdict.logRatio()).isBetween(-49.0, -5.0);
        assertThat(verdict.match()).isEqualTo(Match.DOUBTFUL);
    }

    @Test
    void anEmptyTargetHasNoMatchWhereSomethingIsSaidAndNoTokenThatCouldBeWrong() {
        var verdict = verdict(ForcedAlignerTests.certain(4, 1, 2, 3), AlignmentTarget.of(new int[0], 0));
        assertThat(verdict.match()).isEqualTo(Match.NONE);
        assertThat(verdict.suspicious()).isEmpty();
    }

    @Test
    void onRealLinesATargetThatDoesNotMatchHasSuspiciousTokens() {
        var items = SharedData.require().items();
        for (var item : items) {
            for (var other : items) {
                if (other.set().equals(item.set()) && other.target().length() < 12) { // the shorter, the more fits
                    var target = AlignmentTarget.of(ExtendedTarget.of(other.target(), item.blank()));
                    var emissions = item.emissions();
                    ALIGNER.align(emissions, target)
                            .map(alignment -> Verdict.of(alignment, target, emissions))
                            .filter(verdict -> verdict.match() == Match.NONE)
                            .ifPresent(verdict -> assertThat(verdict.suspicious())
                                    .as(item + " with the text of " + other)
                                    .isNotEmpty());
                }
            }
        }
    }

    /** The share of each judgement that accuracy.md states. */
    @Test
    void realLinesMatchTheirOwnTargetsAndNoneOfOtherLines() {
        var items = SharedData.require().items();
        int right = 0;
        int good = 0;
        int others = 0;
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            var own = match(item, item);
            assertThat(own).as(item.toString()).isNotEqualTo(Match.NONE);
            right++;
            good += own == Match.GOOD ? 1 : 0;
            var other = items.get((i + 1) % items.size());
            if (other.set().equals(item.set())) {
                assertThat(match(item, other))
                        .as(item + " with the text of " + other)
                        .isEqualTo(Match.NONE);
                others++;
            }
        }
        assertThat(good).isGreaterThanOrEqualTo(right * 8 / 10);
        assertThat(others).isGreaterThan(100);
    }

    /** A target that does not fit at all is none. */
    private static Match match(SharedData.Item item, SharedData.Item text) {
        var emissions = item.emissions();
        var target = AlignmentTarget.of(ExtendedTarget.of(text.target(), item.blank()));
        return ALIGNER.align(emissions, target)
                .map(alignment -> Verdict.of(alignment, target, emissions).match())
                .orElse(Match.NONE);
    }

    /** A rendered figure of which the network misread much: the reference distance to the best path is known. */
    @Test
    void theLogRatioOfRealLinesIsThatOfTheReferenceValues() {
        for (var item : SharedData.require().items()) {
            var target = AlignmentTarget.of(ExtendedTarget.of(item.target(), item.blank()));
            var verdict = verdict(item.emissions(), target);
            assertThat(verdict.logRatio())
                    .as("%s", item)
                    .isCloseTo(item.bestAlignmentLogProb() - item.bestPathLogProb(), within(2e-5)); // 6 decimals each
        }
    }

    private static Verdict verdict(Emissions emissions, AlignmentTarget target) {
        return Verdict.of(ALIGNER.align(emissions, target).orElseThrow(), target, emissions);
    }
}
