package io.ctcservice.core.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.Transcript.OnUnknown;
import io.ctcservice.core.span.TokenSpan;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that text that the vocabulary cannot spell does not move other tokens. */
final class StarTests {

    /** Characters that no vocabulary of the real lines has, except the ASCII ones in some. */
    private static final String PUNCTUATION = "—–“”‘’«»…¿¡‚„・。、،؟\u0301\u200b.,!?\"";

    private static final Vocabulary HI = Vocabulary.of(List.of("h", "i", "-"), 2);

    /** Five frames of nothing, h h i i, and one of nothing. */
    private static final Emissions TOY = ForcedAlignerTests.certain(3, 2, 2, 2, 2, 2, 0, 0, 1, 1, 2);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`hi`, `hi 5-9`",
                "`\"hi`, `\"hi 5-9`",
                "`hi\"`, `hi\" 5-9`",
                "`h'i`, `h'i 5-9`",
                "`7 hi`, `7 0-5, hi 5-9`",
                "`hi 7`, `hi 5-9, 7 9-10`",
                "`— hi`, `— 0-5, hi 5-9`",
                "`— 7 \"hi\" … !`, `— 0-1, 7 1-3, \"hi\" 5-9, … 9-9, ! 9-10`",
                "`h ! i`, `h 5-7, ! 7-7, i 7-9`",
                "`—`, `— 0-10`",
                "`7`, `7 5-9`"
            })
    void wordsStandWhereTheyStandWithoutStars(String text, String expected) {
        assertThat(words(align(TOY, HI, text))).isEqualTo(expected);
    }

    @Test
    void aWordOfStarsAloneHasNoScore() {
        assertThat(align(TOY, HI, "— hi").words().getFirst().score()).isNaN();
        assertThat(align(TOY, HI, "\"hi").words().getFirst().score())
                .isEqualTo(align(TOY, HI, "hi").words().getFirst().score());
    }

    /** Frames of a, two of the space, four of nothing, b: of the two spaces of the text one is heard. */
    @ParameterizedTest
    @ValueSource(strings = {"a 7 b", "a — b", "a — 7 (b", "7 b", "— a 7", "a 77 €", "a 7  (8) ! b"})
    void aWordOfStarsIsWhereItsTokensAre(String text) {
        var vocabulary = Vocabulary.of(List.of("a", "b", " ", "_"), 3);
        for (var emissions : List.of(
                ForcedAlignerTests.certain(4, 0, 2, 2, 3, 3, 3, 3, 1), ForcedAlignerTests.certain(4, 0, 2, 2, 2, 1))) {
            var aligned = align(emissions, vocabulary, text);
            for (var word : aligned.words()) {
                var tokens = aligned.tokens().subList(word.firstToken(), word.endToken());
                if (tokens.stream().allMatch(TokenSpan::isStar)) {
                    assertThat(word.start()).isEqualTo(tokens.getFirst().start());
                    assertThat(word.end()).isEqualTo(tokens.getLast().end());
                }
            }
            assertThat(aligned.words()).isSortedAccordingTo(Comparator.comparingInt(AlignedWord::start));
        }
        if (text.equals("a 7 b")) {
            var tight = align(ForcedAlignerTests.certain(4, 0, 2, 2, 3, 3, 3, 3, 1), vocabulary, text);
            assertThat(words(tight)).isEqualTo("a 0-1, 7 1-7, b 7-8");
        }
    }

    private static AlignedTranscript align(Emissions emissions, Vocabulary vocabulary, String text) {
        var transcript = Transcript.ofText(text, vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);
        return align(emissions, transcript);
    }

    private static String words(AlignedTranscript aligned) {
        return aligned.words().stream()
                .map(word -> word.text() + " " + word.start() + "-" + word.end())
                .collect(Collectors.joining(", "));
    }

    @Test
    void theScoreOfAWordIsTheMeanOverItsFrames() {
        var emissions = Emissions.of(
                FloatMatrix.ofRows(
                        new float[] {.9f, .05f, .05f}, new float[] {.8f, .1f, .1f}, new float[] {.2f, .5f, .3f}),
                ScoreKind.PROBS);
        double expected = (Math.log(.9) + Math.log(.8) + Math.log(.5)) / 3;
        assertThat(align(emissions, HI, "hi").words().getFirst().score()).isCloseTo(expected, within(1e-7));
        assertThat(align(emissions, HI, "“hi”").words().getFirst().score()).isCloseTo(expected, within(1e-7));
    }

    /** 5 is what was said between a and b; a dash is not said, and nothing is left for it. */
    @Test
    void starsAreHeardWhereTheyTookFrames() {
        var vocabulary = Vocabulary.of(List.of("a", "b", "c", " ", "_"), 4);
        var said = align(ForcedAlignerTests.certain(5, 0, 3, 2, 2, 4, 2, 3, 1), vocabulary, "a 5 b");
        assertThat(heard(said)).isEqualTo("a 5 b");
        assertThat(heard(align(ForcedAlignerTests.certain(5, 0, 3, 1), vocabulary, "a 5 b")))
                .isEqualTo("a b");
        assertThat(heard(align(ForcedAlignerTests.certain(5, 0, 3, 1), vocabulary, "a – b")))
                .isEqualTo("a b");
    }

    private static String heard(AlignedTranscript aligned) {
        return IntStream.range(0, aligned.tokens().size())
                .filter(aligned::isFound)
                .mapToObj(aligned.transcript()::runningText)
                .collect(Collectors.joining())
                .replaceAll(" +", " ");
    }

    /** Of the spaces before and after what was said, either could be the one of the text. */
    @ParameterizedTest
    @ValueSource(strings = {"a 7 b", "a  7 b", "a 7  b", "a 7, b"})
    void aStarTakesWhatWasSaidThereAlsoWhereMoreMayBeLeftOut(String text) {
        var vocabulary = Vocabulary.of(List.of("a", "b", " ", "_"), 3);
        var emissions = ForcedAlignerTests.certain(4, 0, 3, 2, 0, 1, 0, 1, 3, 2, 3, 1, 3);
        var transcript = Transcript.ofText(text, vocabulary, WordGrouping.of(vocabulary), OnUnknown.STAR);

        var aligned = align(emissions, transcript.withStars());
        assertThat(words(aligned)).isEqualTo(words(align(emissions, transcript)));
        assertThat(aligned.absorbed()).isEmpty();
        assertThat(aligned.words().get(1).start()).isEqualTo(3);
    }

    /** Two that are said share what was said; what is not said stands beside it. */
    @Test
    void aStarTakesWhatWasSaidThere() {
        var vocabulary = Vocabulary.of(List.of("a", "b", "c", " ", "_"), 4);
        var emissions = ForcedAlignerTests.certain(5, 0, 3, 2, 2, 4, 2, 3, 1);
        assertThat(words(align(emissions, vocabulary, "a 5 b"))).isEqualTo("a 0-1, 5 2-6, b 7-8");
        assertThat(words(align(emissions, vocabulary, "a 5 – € b"))).isEqualTo("a 0-1, 5 2-3, – 3-4, € 4-6, b 7-8");
        assertThat(words(align(emissions, vocabulary, "a (5) b"))).isEqualTo("a 0-1, (5) 2-6, b 7-8");
        assertThat(align(emissions, vocabulary, "a 5 b").alignment().logProb())
                .as("a probability of one path, the price aside")
                .isCloseTo(0, within(1e-6));
    }

    /**
     * The space that is heard lies between the stars: the second took frames and the first did not, or the other way
     * round.
     */
    @Test
    void aHeardStarKeepsItsFramesBesideOneThatIsNotHeard() {
        var vocabulary = Vocabulary.of(List.of("a", "b", "c", " ", "_"), 4);
        var second = ForcedAlignerTests.certain(5, 4, 0, 3, 2, 1, 2, 1, 4, 4, 4, 4, 4, 4, 4, 4, 1);
        assertThat(words(align(second, vocabulary, "a  \u2461 \u2462 b")))
                .isEqualTo("a 1-2, \u2461 2-3, \u2462 3-7, b 15-16");
        var first = ForcedAlignerTests.certain(5, 4, 0, 2, 1, 2, 1, 3, 4, 4, 4, 4, 4, 4, 4, 4, 1);
        assertThat(words(align(first, vocabulary, "a  \u2461 \u2462 b")))
                .isEqualTo("a 1-2, \u2461 2-6, \u2462 6-15, b 15-16");
    }

    /** Dashes, quotation marks, dots, in every place of every real line: before, after, inside of words and alone. */
    @Tag("slow")
    @Test
    void punctuationMovesNoWordOfAnyRealLine() {
        var random = new Random(7);
        int tried = 0;
        for (var item : SharedData.require().items()) {
            var vocabulary = textVocabulary(item);
            var emissions = item.emissions();
            String text = vocabulary.text(item.target());
            String plain = heard(align(emissions, vocabulary, text), PUNCTUATION);
            for (String changed : changed(text, vocabulary, random)) {
                assertThat(heard(align(emissions, vocabulary, changed), PUNCTUATION))
                        .as("%s: %s", item, changed)
                        .isEqualTo(plain);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(5000);
    }

    /** What is said where the text has something that cannot be spelled is found, and nothing else moves. */
    @Test
    void aStarIsFoundWhereItsWordIsOnNearlyEveryRealLine() {
        int tried = 0;
        int found = 0;
        int moved = 0;
        for (var item : SharedData.require().items()) {
            var vocabulary = textVocabulary(item);
            var emissions = item.emissions();
            List<AlignedWord> words =
                    align(emissions, vocabulary, vocabulary.text(item.target())).words();
            for (int w = 0; w < words.size() && vocabulary.symbols().contains(" "); w++) {
                var texts =
                        new ArrayList<>(words.stream().map(AlignedWord::text).toList());
                texts.set(w, "\u03a9");
                var starred =
                        align(emissions, vocabulary, String.join(" ", texts)).words();
                tried++;
                found += overlap(words.get(w), starred.get(w)) >= .5 ? 1 : 0;
                moved += isSame(words, starred, w) ? 0 : 1;
            }
        }
        assertThat(tried).isGreaterThan(1000);
        assertThat(found).isGreaterThan(tried * 97 / 100); // 1013 of 1038
        assertThat(moved).isLessThan(tried * 2 / 100); // 11 of 1038
    }

    @Test
    void gapsThatAbsorbMoveNoWordWhereNothingIsLeftOut() {
        for (var item : SharedData.require().items()) {
            var vocabulary = textVocabulary(item);
            var plain = Transcript.ofLabels(item.target(), vocabulary, WordGrouping.of(vocabulary));
            assertThat(words(align(item.emissions(), plain.withStars())))
                    .as("%s", item)
                    .isEqualTo(words(align(item.emissions(), plain)));
        }
    }

    /** The text with a mark in each place, as a part of a word or alone. */
    private static List<String> changed(String text, Vocabulary vocabulary, Random random) {
        String marks = PUNCTUATION
                .codePoints()
                .filter(mark -> !vocabulary.symbols().contains(Character.toString(mark)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var changed = new ArrayList<String>();
        for (int at = 0; at <= text.length(); at++) {
            String mark = marks.substring(random.nextInt(marks.length())).substring(0, 1);
            changed.add(text.substring(0, at) + mark + text.substring(at));
            if (vocabulary.symbols().contains(" ") && at < text.length() && text.charAt(at) == ' ') {
                changed.add(text.substring(0, at) + " " + mark + text.substring(at));
                changed.add(text.substring(0, at) + " " + mark + "\n" + mark + mark + text.substring(at));
            }
        }
        if (vocabulary.symbols().contains(" ")) {
            changed.add(marks.charAt(0) + " " + text);
            changed.add(text + " " + marks.charAt(0));
        }
        return changed;
    }

    /** Returns where the words are that are more than marks, without these. */
    private static String heard(AlignedTranscript aligned, String marks) {
        return aligned.words().stream()
                .filter(word -> !Double.isNaN(word.score()))
                .map(word -> word.text().replaceAll("[" + marks + "]", "") + " " + word.start() + "-" + word.end())
                .collect(Collectors.joining(", "));
    }

    private static double overlap(AlignedWord one, AlignedWord other) {
        int common = Math.min(one.end(), other.end()) - Math.max(one.start(), other.start());
        return (double) common / (Math.max(one.end(), other.end()) - Math.min(one.start(), other.start()));
    }

    private static boolean isSame(List<AlignedWord> words, List<AlignedWord> others, int but) {
        return IntStream.range(0, words.size())
                .filter(w -> w != but)
                .allMatch(w -> words.get(w).start() == others.get(w).start()
                        && words.get(w).end() == others.get(w).end());
    }

    private static AlignedTranscript align(Emissions emissions, Transcript transcript) {
        return AlignedTranscript.of(
                transcript,
                new ForcedAligner().align(emissions, transcript.target()).orElseThrow());
    }

    /** Returns the vocabulary of a line without a symbol that stands twice: the network uses the last of them. */
    private static Vocabulary textVocabulary(SharedData.Item item) {
        var symbols = new ArrayList<>(item.vocabulary().symbols());
        for (int v = 0; v < symbols.size(); v++) {
            if (symbols.indexOf(symbols.get(v)) != v) {
                symbols.set(symbols.indexOf(symbols.get(v)), "\ue000" + v);
            }
        }
        return Vocabulary.of(symbols, item.blank());
    }
}
