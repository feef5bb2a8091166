package io.ctcservice.core.decode;

import static io.ctcservice.core.decode.StreamedCase.BLANK;
import static io.ctcservice.core.decode.StreamedCase.CLASSES;
import static io.ctcservice.core.decode.StreamedCase.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a decoding that is fed row by row reads what it reads in one go, bit for bit. */
class DecodingSessionTests {

    private static final long EVERYTHING = Long.MAX_VALUE;
    private static final WordGrouping WORDS = WordGrouping.of(VOCABULARY);
    private static final LanguageModel MODEL = SmallEnglish.MODEL;
    private static final String TEXT = "the farmer sent his children to the village and they sang an old song";

    static Stream<Named<Decoder>> decoders() {
        var spelled = Optional.of(LanguageModelFusion.spelled(MODEL, 0.35, 3.5));
        var flat = Optional.of(LanguageModelFusion.flat(MODEL, 0.5, 1.5, -8));
        var hot = Optional.of(Hotwords.of(
                List.of(new Hotword("farmer sent", 4), new Hotword("villain", 3), new Hotword("old song", -2)),
                VOCABULARY,
                WORDS));
        var lexicon = Optional.of(Lexicon.of(List.of(TEXT.split(" ")), VOCABULARY, WORDS));
        var usual = new BeamSettings(24, 5, -5, -10);
        return Stream.of(
                Named.of("greedy", new GreedyDecoder(new ScaledForward(), BLANK)),
                beam("beam", usual, Optional.empty(), Optional.empty(), Optional.empty()),
                beam("beam of one", new BeamSettings(1, 1, -5, -10), spelled, hot, Optional.empty()),
                beam("unpruned", BeamSettings.unpruned(16, 16), Optional.empty(), Optional.empty(), Optional.empty()),
                beam(
                        "settling after 8 labels",
                        new BeamSettings(24, 5, -5, -10, 8),
                        spelled,
                        Optional.empty(),
                        Optional.empty()),
                beam("language model", usual, spelled, Optional.empty(), Optional.empty()),
                beam("flat prices", usual, flat, Optional.empty(), Optional.empty()),
                beam("hot words", usual, Optional.empty(), hot, Optional.empty()),
                beam("lexicon", usual, Optional.empty(), Optional.empty(), lexicon),
                beam("settling in a lexicon", new BeamSettings(24, 5, -5, -10, 3), spelled, hot, lexicon),
                beam("everything", usual, spelled, hot, lexicon));
    }

    private static Named<Decoder> beam(
            String name,
            BeamSettings settings,
            Optional<LanguageModelFusion> model,
            Optional<Hotwords> hotwords,
            Optional<Lexicon> lexicon) {
        boolean guided = model.isPresent() || hotwords.isPresent() || lexicon.isPresent();
        var guidance = new Guidance(WORDS, model, hotwords, lexicon);
        return Named.of(
                name,
                new PrefixBeamDecoder(
                        new ScaledForward(),
                        BLANK,
                        settings,
                        guided ? Optional.of(guidance) : Optional.empty(),
                        Optional.of(WORDS),
                        EVERYTHING));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void anyCuttingReadsWhatIsReadInOneGo(Decoder decoder) {
        var random = new Random(1);
        for (double noise : new double[] {0.5, 1.5, 2.5}) {
            var emissions = StreamedCase.of(TEXT, noise, random.nextLong());
            List<Hypothesis> atOnce = decoder.decode(emissions);
            assertThat(atOnce).isNotEmpty();
            for (int longest : new int[] {1, 3, 20, 1000}) {
                var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
                StreamedCase.cut(emissions, longest, random).forEach(rows -> session.accept(rows, 0));
                Segment read = session.end();
                assertThat(read.hypotheses()).isEqualTo(atOnce);
                assertThat(read.frames()).isEqualTo(emissions.frames());
                assertThat(read.emissions().orElseThrow().scores()).isEqualTo(emissions.scores());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void whatIsStableStaysAndIsReadInTheEnd(Decoder decoder) {
        var emissions = StreamedCase.of(TEXT, 2, 7);
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        Labels stable = Labels.of();
        for (int t = 0; t < emissions.frames(); t++) {
            session.accept(StreamedCase.rows(emissions, t, t + 1), 0);
            PartialHypothesis partial = session.partial();
            assertThat(partial.stable())
                    .isBetween(stable.length(), partial.labels().length());
            assertThat(first(partial.labels(), stable.length())).isEqualTo(stable);
            stable = first(partial.labels(), partial.stable());
        }
        assertThat(stable.length()).isGreaterThan(0);
        for (Hypothesis one : session.end().hypotheses()) {
            assertThat(first(one.labels(), stable.length())).isEqualTo(stable);
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void eachSegmentIsReadAsARecordingOfItsOwn(Decoder decoder) {
        var emissions = StreamedCase.of(TEXT, 1.5, 3);
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        int[] ends = {1, 40, 41, 90, emissions.frames()};
        int start = 0;
        for (int end : ends) {
            Emissions rows = StreamedCase.rows(emissions, start, end);
            session.accept(rows, 0);
            assertThat(session.segmentFrames()).isEqualTo(end - start);
            Segment read = session.end();
            assertThat(read.hypotheses()).isEqualTo(decoder.decode(rows));
            assertThat(read.start()).isEqualTo(start);
            assertThat(read.frames()).isEqualTo(end - start);
            assertThat(session.frames()).isEqualTo(end);
            start = end;
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void aSegmentWithoutFramesIsReadAsNothing(Decoder decoder) {
        Segment read = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING).end();
        assertThat(read.frames()).isZero();
        assertThat(read.emissions()).isEmpty();
        assertThat(read.hypotheses()).hasSize(1);
        var nothing = read.hypotheses().get(0);
        assertThat(nothing.labels()).isEqualTo(Labels.of());
        assertThat(nothing.logProb()).isZero();
        assertThat(nothing.confidence()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void anEndpointIsTheSameFrameHoweverTheRowsAreCut(Decoder decoder) {
        var emissions = StreamedCase.of("the farmer", 1, 5);
        int speech = emissions.frames();
        var silence = new float[30][CLASSES];
        for (float[] row : silence) {
            row[BLANK] = 9;
        }
        var all = joined(emissions, StreamedCase.logProbs(silence), emissions);
        var rules = new EndpointRules(10, 5, EndpointRules.NONE.longest());
        // the last frame of speech is a blank, too
        int end = speech - 1 + 10;
        for (int longest : new int[] {1, 7, 100}) {
            var session = decoder.open(CLASSES, rules, EVERYTHING);
            int[] segments = new int[5];
            int count = 0;
            for (Emissions rows : StreamedCase.cut(all, longest, new Random(2))) {
                for (int from = 0; from < rows.frames(); ) {
                    from = session.accept(rows, from);
                    if (session.isAtEndpoint()) {
                        segments[count++] = session.end().frames();
                    }
                }
            }
            assertThat(segments).containsExactly(end, 5, 5, 5, 5);
            assertThat(session.hasSpeech()).isTrue();
        }
    }

    /** A network that hears pauses as spaces would else never come to an end. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"greedy", "beam"})
    void aLabelThatOnlyPartsWordsIsSilent(String name) {
        var grouping = Optional.of(WORDS);
        Decoder decoder = name.equals("greedy")
                ? new GreedyDecoder(new ScaledForward(), BLANK, grouping, EVERYTHING)
                : new PrefixBeamDecoder(
                        new ScaledForward(), BLANK, BeamSettings.DEFAULT, Optional.empty(), grouping, EVERYTHING);
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        session.accept(StreamedCase.of("   ", 0, 1), 0);
        assertThat(session.hasSpeech()).isFalse();
        assertThat(session.silentFrames()).isEqualTo(6);
        session.accept(StreamedCase.of("ab  ", 0, 1), 0);
        assertThat(session.hasSpeech()).isTrue();
        assertThat(session.silentFrames()).isEqualTo(5); // the blank after b, and two spaces with theirs
    }

    @Test
    void realLinesAreReadAsInOneGoHoweverTheyAreCut() {
        for (SharedData.Item item : SharedData.require().items()) {
            Emissions emissions = item.emissions();
            var decoder = new PrefixBeamDecoder(
                    new ScaledForward(), item.blank(), new BeamSettings(32, 5, -5, -10), Optional.empty());
            for (int longest : new int[] {1, 50}) {
                var session = decoder.open(emissions.vocabSize(), EndpointRules.NONE, EVERYTHING);
                StreamedCase.cut(emissions, longest, new Random(longest)).forEach(rows -> session.accept(rows, 0));
                var read = session.end().hypotheses();
                var atOnce = decoder.decode(emissions);
                assertThat(read).extracting(Hypothesis::labels).as("%s", item).isEqualTo(labels(atOnce));
                for (int i = 0; i < read.size(); i++) {
                    // logits are summed in another order where the loops are compiled only later
                    double rounding = item.kind() == ScoreKind.LOGITS ? 1e-9 : 0;
                    assertThat(read.get(i).score()).isCloseTo(atOnce.get(i).score(), within(rounding));
                }
            }
        }
    }

    private static List<Labels> labels(List<Hypothesis> hypotheses) {
        return hypotheses.stream().map(Hypothesis::labels).toList();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void rowsBeyondTheLimitAreNotKept(Decoder decoder) {
        var emissions = StreamedCase.of(TEXT, 1, 9);
        long all = (long) emissions.frames() * CLASSES;
        var whole = decoder.decode(emissions);
        for (long most : new long[] {all, all - 1, 0}) {
            var session = decoder.open(CLASSES, EndpointRules.NONE, most);
            StreamedCase.cut(emissions, 10, new Random(1)).forEach(rows -> session.accept(rows, 0));
            Segment read = session.end();
            assertThat(read.emissions().isPresent()).isEqualTo(most == all);
            assertThat(read.hypotheses().get(0).labels()).isEqualTo(whole.get(0).labels());
            assertThat(Double.isNaN(read.hypotheses().get(0).logProb())).isEqualTo(most < all);
            // and the next segment has the room anew
            session.accept(StreamedCase.rows(emissions, 0, 1), 0);
            assertThat(session.end().emissions().isPresent()).isEqualTo(most >= CLASSES);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSegmentMayBeginWithTheLabelThatTheOneBeforeEndedWith(boolean greedy) {
        var decoder = greedy
                ? new GreedyDecoder(new ScaledForward(), BLANK)
                : new PrefixBeamDecoder(new ScaledForward(), BLANK, BeamSettings.DEFAULT, Optional.empty());
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        var onlyA = StreamedCase.rows(StreamedCase.of("a", 0, 1), 0, 1);
        for (int segment = 0; segment < 2; segment++) {
            session.accept(onlyA, 0);
            assertThat(session.end().hypotheses().get(0).labels()).isEqualTo(VOCABULARY.labels("a"));
        }
    }

    @Test
    void whereNoPrefixIsLeftAPartialHypothesisIsWhatWasStable() {
        var lexicon = Lexicon.of(List.of("ab"), VOCABULARY, WORDS);
        var guidance = new Guidance(WORDS, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var decoder = new PrefixBeamDecoder(new ScaledForward(), BLANK, BeamSettings.DEFAULT, Optional.of(guidance));
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        for (char letter : "ab ab z".toCharArray()) { // no word begins with z
            var row = new float[CLASSES];
            row[VOCABULARY.labels(String.valueOf(letter)).get(0)] = 1;
            session.accept(Emissions.of(FloatMatrix.ofRows(row), ScoreKind.PROBS), 0);
        }
        assertThat(session.partial().labels()).isEqualTo(VOCABULARY.labels("ab ab "));
        assertThat(session.partial().stable()).isEqualTo(6);
    }

    /** Those after it would be a part of the segment only. */
    @ParameterizedTest
    @MethodSource("decoders")
    void noRowsAreKeptOfASegmentWhoseRowsWereDiscarded(Decoder decoder) {
        var emissions = StreamedCase.of("ab", 0, 1);
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        session.accept(emissions, 0);
        session.discardRows();
        session.accept(emissions, 0);
        Segment read = session.end();
        assertThat(read.emissions()).isEmpty();
        assertThat(read.hypotheses().get(0).logProb()).isNaN();
        session.accept(emissions, 0);
        assertThat(session.end().emissions()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void rowsOfAnotherWidthOrKindAreRefused(Decoder decoder) {
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        var narrow = Emissions.of(FloatMatrix.ofRows(new float[3]), ScoreKind.LOGITS);
        assertThatThrownBy(() -> session.accept(narrow, 0)).isInstanceOf(CtcInputException.class);
        session.accept(StreamedCase.of("a", 0, 1), 0);
        var logits = Emissions.of(FloatMatrix.ofRows(new float[CLASSES]), ScoreKind.LOGITS);
        assertThatThrownBy(() -> session.accept(logits, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endpointRulesCountSecondsInWholeFrames() {
        var rules =
                EndpointRules.ofSeconds(OptionalDouble.of(1.2), OptionalDouble.of(2.41), OptionalDouble.empty(), 0.04);
        assertThat(rules).isEqualTo(new EndpointRules(30, 61, Integer.MAX_VALUE));
        assertThat(EndpointRules.ofSeconds(
                        OptionalDouble.of(1e-9), OptionalDouble.empty(), OptionalDouble.of(1e300), 0.04))
                .isEqualTo(new EndpointRules(1, Integer.MAX_VALUE, Integer.MAX_VALUE));
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> EndpointRules.ofSeconds(
                            OptionalDouble.empty(), OptionalDouble.of(wrong), OptionalDouble.empty(), 0.04))
                    .isInstanceOf(CtcInputException.class)
                    .hasFieldOrPropertyWithValue("field", "noSpeech");
        }
    }

    @Test
    void endpointRulesTellSpeechFromNone() {
        var rules = new EndpointRules(10, 20, 100);
        assertThat(rules.endAfter(50, 10, true)).isTrue();
        assertThat(rules.endAfter(50, 9, true)).isFalse();
        assertThat(rules.endAfter(50, 19, false)).isFalse();
        assertThat(rules.endAfter(50, 20, false)).isTrue();
        assertThat(rules.endAfter(100, 0, true)).isTrue();
        assertThat(EndpointRules.NONE.endAfter(1_000_000, 1_000_000, false)).isFalse();
    }

    private static Labels first(Labels labels, int count) {
        return Labels.of(Arrays.copyOf(labels.toArray(), count));
    }

    private static Emissions joined(Emissions... parts) {
        var rows = Arrays.stream(parts)
                .flatMap(part -> IntStream.range(0, part.frames()).mapToObj(t -> {
                    var row = new float[CLASSES];
                    part.scores().copyRow(t, row);
                    return row;
                }))
                .toArray(float[][]::new);
        return Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.LOG_PROBS);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void rowsOfAnotherKindAreRefusedBeforeTheyAreRead(Decoder decoder) {
        var row = new float[CLASSES];
        row[BLANK] = 1;
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        session.accept(Emissions.of(FloatMatrix.ofRows(row), ScoreKind.LOGITS), 0);
        assertThatThrownBy(() -> session.accept(Emissions.of(FloatMatrix.ofRows(row), ScoreKind.PROBS), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(session.frames()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void aRowThatIsNotThereIsRefusedBeforeAnyIsRead(Decoder decoder) {
        var emissions = StreamedCase.of("ab", 0, 1);
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        for (int from : new int[] {-1, emissions.frames()}) {
            assertThatThrownBy(() -> session.accept(emissions, from)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(session.frames()).isZero();
    }

    /** The word is longer than the line, and nothing but its beginning is left when the empty reading is dropped. */
    @Test
    void whatIsLeftOfASearchWithoutAnyReadingHasNoScoreWithRowsAndWithout() {
        var lexicon = Lexicon.of(List.of("stream"), VOCABULARY, WORDS);
        var guidance = new Guidance(WORDS, Optional.empty(), Optional.empty(), Optional.of(lexicon));
        var decoder = new PrefixBeamDecoder(
                new ScaledForward(), BLANK, new BeamSettings(24, 1, -5, -10, 1), Optional.of(guidance));
        var emissions = StreamedCase.of("str", 0, 1);
        for (long most : new long[] {0, EVERYTHING}) {
            var session = decoder.open(CLASSES, EndpointRules.NONE, most);
            session.accept(emissions, 0);
            Hypothesis left = session.end().hypotheses().get(0);
            assertThat(left.labels()).isEqualTo(Labels.of());
            assertThat(left.score()).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(left.confidence()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void rowsThatAreNotKeptAreFreed(Decoder decoder) throws InterruptedException {
        var session = decoder.open(CLASSES, EndpointRules.NONE, EVERYTHING);
        var rows = acceptAndForget(session);
        for (int i = 0; i < 50 && rows.get() != null; i++) {
            System.gc();
            Thread.sleep(2);
        }
        assertThat(rows.get()).isNull();
        assertThat(session.frames()).isEqualTo(1);
    }

    private static WeakReference<Emissions> acceptAndForget(DecodingSession session) {
        var rows = Emissions.of(FloatMatrix.ofRows(new float[CLASSES]), ScoreKind.LOGITS);
        session.accept(rows, 0);
        session.discardRows();
        return new WeakReference<>(rows);
    }
}
