package io.ctcservice.core.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.TinyCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordSpotterTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();
    private static final double ANYTHING = -1e9;
    private static final int NO_CLASS = -1;

    /** Of the frames the phrase is possible in one only, and in no window without it. */
    @Test
    void windowsOfProbabilityZeroAreNotFoundWhateverTheThreshold() {
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {1, 0}, new float[] {0, 1}, new float[] {1, 0}), ScoreKind.PROBS);
        var spotter = new KeywordSpotter(emissions, 0, Optional.empty());
        var found = spotter.find(Labels.of(1), Double.NEGATIVE_INFINITY);
        assertThat(found).hasSize(1).allMatch(detection -> detection.score() == 0);
        assertThat(found).isEqualTo(spotter.find(Labels.of(1), ANYTHING));
        assertThat(spotter.find(Labels.of(1, 1), Double.NEGATIVE_INFINITY)).isEmpty();
    }

    @Test
    void aThresholdThatIsNoNumberIsRefused() {
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {1, 0}), ScoreKind.PROBS);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new KeywordSpotter(emissions, 0, Optional.empty()).find(Labels.of(1), Double.NaN))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("threshold"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBestDetectionIsTheBestOfAllWindowsAlignedOnTheirOwn(long seed) {
        var tiny = TinyCase.random(new Random(seed), /* frames= */ 20, /* vocabSize= */ 4, /* blank= */ 1, 3);
        double expected = Double.NEGATIVE_INFINITY;
        for (int start = 0; start < 20; start++) {
            for (int end = start + 1; end <= 20; end++) {
                var window = window(tiny.emissions(), start, end);
                double free = bestPath(window);
                double best = new ForcedAligner()
                        .align(window, tiny.target())
                        .map(alignment -> alignment.logProb() - free)
                        .orElse(Double.NEGATIVE_INFINITY);
                expected = Math.max(expected, best);
            }
        }
        var found = new KeywordSpotter(tiny.emissions(), 1, Optional.empty())
                .find(tiny.target().labels(), ANYTHING);
        assertThat(found.getFirst().score()).isCloseTo(expected, within(1e-12)); // 20 additions in another order
        var best = found.getFirst();
        var own = window(tiny.emissions(), best.start(), best.end());
        assertThat(new ForcedAligner().align(own, tiny.target()).orElseThrow().logProb() - bestPath(own))
                .as("of the window itself")
                .isCloseTo(best.score(), within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void detectionsDoNotOverlapAndComeBestFirst(long seed) {
        var tiny = TinyCase.random(new Random(seed), /* frames= */ 300, /* vocabSize= */ 5, /* blank= */ 0, 2);
        var found = new KeywordSpotter(tiny.emissions(), 0, Optional.empty())
                .find(tiny.target().labels(), -4);
        assertThat(found).hasSizeGreaterThan(5).allMatch(d -> d.score() >= -4 && d.score() <= 0);
        assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        for (Detection one : found) {
            assertThat(found.stream().filter(other -> overlap(one, other))).containsExactly(one);
        }
    }

    /** Several classes are often the best, so that windows tie, and the blank is likely, so that many begin far before they end. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void theDetectionsAreTheBestOfAllWindowsThatDoNotOverlapABetterOne(int seed) {
        var random = new Random(seed);
        for (int trial = 0; trial < 1000; trial++) {
            var emissions = tied(random, 3);
            var phrase = Labels.of(random.ints(1 + random.nextInt(3), 1, 3).toArray());
            double threshold = -random.nextInt(9);
            assertThat(new KeywordSpotter(emissions, 0, Optional.empty()).find(phrase, threshold))
                    .as("%s in %s from %s", phrase, emissions.scores(), threshold)
                    .isEqualTo(bruteForce(emissions, phrase, threshold, NO_CLASS));
        }
    }

    /** The words are signs, which need no boundary beside them. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void delimitersInARowWithinAPhraseCountAsOne(int seed) {
        var random = new Random(seed);
        var boundaries = boundaries(Vocabulary.of(List.of("_", " ", ",", "."), 0));
        for (int trial = 0; trial < 1000; trial++) {
            var emissions = tied(random, 4);
            var phrase = Labels.of(IntStream.range(0, 2 + random.nextInt(3))
                    .map(u -> u % 2 == 0 ? 2 + random.nextInt(2) : 1)
                    .toArray());
            double threshold = -random.nextInt(9);
            assertThat(new KeywordSpotter(emissions, 0, boundaries).find(phrase, threshold))
                    .as("%s in %s from %s", phrase, emissions.scores(), threshold)
                    .isEqualTo(bruteForce(emissions, phrase, threshold, 1));
        }
    }

    @Test
    void wordsWithDelimitersInARowBetweenThemAreFound() {
        assertThat(wholeWords("so _ _ be it").find(labels("so be"), -1)).containsExactly(new Detection(0, 9, 0));
        assertThat(english("so _ be it").find(labels("so be"), -1)).isEmpty();
        assertThat(wholeWords("so_so").find(labels("so"), -1)).isEmpty();
    }

    private static Emissions tied(Random random, int classes) {
        var scores = new float[1 + random.nextInt(12)][classes];
        for (float[] row : scores) {
            for (int v = 0; v < classes; v++) {
                row[v] = random.nextInt(3) == 0 ? 0 : -(v == 0 ? 1 : 4) * random.nextFloat();
            }
            row[random.nextInt(classes)] = 0;
        }
        return Emissions.of(FloatMatrix.ofRows(scores), ScoreKind.LOGITS);
    }

    /** @param delimiter that may stand several times in a row */
    private static List<Detection> bruteForce(Emissions emissions, Labels phrase, double threshold, int delimiter) {
        var windows = new ArrayList<Detection>();
        for (int start = 0; start < emissions.frames(); start++) {
            for (int end = start + 1; end <= emissions.frames(); end++) {
                double score = bestOfWindow(emissions, phrase, start, end, delimiter);
                if (score >= threshold && score > Double.NEGATIVE_INFINITY) {
                    windows.add(new Detection(start, end, score));
                }
            }
        }
        windows.sort(Comparator.comparingDouble(Detection::score)
                .reversed()
                .thenComparingInt(window -> window.start() - window.end())
                .thenComparingInt(Detection::start));
        var found = new ArrayList<Detection>();
        for (Detection window : windows) {
            if (found.stream().noneMatch(better -> overlap(window, better))) {
                found.add(window);
            }
        }
        return found;
    }

    /** Tries every path, its frames added from the first to the last. */
    private static double bestOfWindow(Emissions emissions, Labels phrase, int start, int end, int delimiter) {
        return bestFrom(emissions, phrase, start, end, delimiter, 0, false, ratio(emissions, start, phrase.get(0)));
    }

    /** Returns the score of the best path whose last frame so far belongs to label {@code u}, or is a blank behind it. */
    private static double bestFrom(
            Emissions emissions,
            Labels phrase,
            int last,
            int end,
            int delimiter,
            int u,
            boolean isBlank,
            double score) {
        int t = last + 1;
        boolean isLast = u == phrase.length() - 1;
        if (t == end) {
            return isLast && !isBlank ? score : Double.NEGATIVE_INFINITY;
        }
        double best = Double.NEGATIVE_INFINITY;
        if (!isBlank || phrase.get(u) == delimiter) {
            double stays = score + ratio(emissions, t, phrase.get(u));
            best = bestFrom(emissions, phrase, t, end, delimiter, u, false, stays);
        }
        if (!isLast) {
            double waits = score + ratio(emissions, t, 0);
            best = Math.max(best, bestFrom(emissions, phrase, t, end, delimiter, u, true, waits));
            int next = phrase.get(u + 1);
            if (isBlank || next != phrase.get(u)) {
                double goesOn = score + ratio(emissions, t, next);
                best = Math.max(best, bestFrom(emissions, phrase, t, end, delimiter, u + 1, false, goesOn));
            }
        }
        return best;
    }

    private static double ratio(Emissions emissions, int t, int v) {
        return emissions.logProb(t, v) - emissions.logProb(t, emissions.bestClass(t));
    }

    private static boolean overlap(Detection one, Detection other) {
        return one.start() < other.end() && other.start() < one.end();
    }

    /** The "a" of the second costs more than to wait from the first "a" to the second "b". */
    @Test
    void anOccurrenceRightBehindABetterOneIsFound() {
        var emissions = Emissions.of(
                FloatMatrix.ofRows(
                        new float[] {0, 5, 0}, new float[] {4, 0, 5}, new float[] {5, 2, 0}, new float[] {5, 0, 4}),
                ScoreKind.LOGITS);
        var found = new KeywordSpotter(emissions, 0, Optional.empty()).find(Labels.of(1, 2), -5);
        assertThat(found).extracting(Detection::start).containsExactly(0, 2);
        assertThat(found.get(1).score()).isCloseTo(-4, within(1e-6)); // logits 2 and 4 where the best are 5, in floats
    }

    /** What parts words is shared by the two. */
    @Test
    void aWordRightBehindABetterOneIsFoundAsAWhole() {
        var scores = new float[][] {{0, 5, 0, 0}, {4, 0, 5, 0}, {3, 0, 0, 5}, {5, 2, 0, 0}, {5, 0, 4, 0}};
        var vocabulary = Vocabulary.of(List.of("_", "a", "b", " "), 0);
        var emissions = Emissions.of(FloatMatrix.ofRows(scores), ScoreKind.LOGITS);
        var found = new KeywordSpotter(emissions, 0, boundaries(vocabulary)).find(Labels.of(1, 2), -5);
        assertThat(found).extracting(Detection::start).containsExactly(0, 3);
    }

    @Test
    void findsEachOccurrenceWhereItWasSaidAtNoCost() {
        var found = english("so  be it so").find(labels("so"), -1);
        assertThat(found).containsExactly(new Detection(0, 2, 0), new Detection(10, 12, 0));
    }

    /** As the aligner does: frames in which a label is the best class belong to it. */
    @Test
    void aDetectionSpansAllFramesOfItsFirstAndLastLabel() {
        assertThat(english("xx_hhh_ii__").find(labels("hi"), -1)).containsExactly(new Detection(3, 9, 0));
    }

    @Test
    void aPhraseInsideAnotherWordIsNoWholeWord() {
        assertThat(wholeWords("the other he").find(labels("he"), -1)).containsExactly(new Detection(10, 12, 0));
        assertThat(english("the other he").find(labels("he"), -1)).hasSize(3);
    }

    /** Blanks between two letters of a word part nothing, however many there are. */
    @ParameterizedTest
    @CsvSource({"t_he, 0", "t__he, 0", "t __he, 1", "he_r, 0", "he__r, 0", "he__ r, 1", "__he__, 1"})
    void blanksBesideAWordLeadToItsBoundary(String text, int expected) {
        assertThat(wholeWords(text).find(labels("he"), -1)).hasSize(expected);
    }

    /** The apostrophe belongs to a word, the comma does not, the ends of the utterance are boundaries. */
    @ParameterizedTest
    @CsvSource({"don't, 0", "'don,t', 1", "don, 1", "_don_, 1", "'-don-', 1", "adon, 0", "dont, 0"})
    void aWholeWordEndsAtPunctuationOrAtTheEndOfTheUtterance(String text, int expected) {
        var vocabulary = Vocabulary.of(List.of("_", "d", "o", "n", "t", "a", "'", ",", "-", " "), 0);
        var spotter = new KeywordSpotter(emissions(text, vocabulary), 0, boundaries(vocabulary));
        assertThat(spotter.find(vocabulary.labels("don"), -1)).hasSize(expected);
    }

    @Test
    void aSymbolThatBeginsAWordIsABoundary() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "▁the", "▁cat", "s"), 0);
        var spotter = new KeywordSpotter(certain(4, 1, 2, 3, 2, 1), 0, boundaries(vocabulary));
        assertThat(spotter.find(Labels.of(2), -1)).containsExactly(new Detection(3, 4, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "the</w> cat</w> s</w> c at, 0 1 0, 1",
        "the cat s@@ c@@ at, 0 1 0, 1",
        "the</w> cat</w> s</w> cat at, 0 3 2, 0"
    })
    void aSymbolThatEndsAWordIsABoundary(String symbols, String path, int expected) {
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, 5);
        int[] classes = Stream.of(path.split(" ")).mapToInt(Integer::parseInt).toArray();
        var spotter = new KeywordSpotter(certain(6, classes), 5, boundaries(vocabulary));
        assertThat(spotter.find(Labels.of(classes[1]), -1)).hasSize(expected);
    }

    @Test
    void aByteOfACharacterIsNoBoundary() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "▁caf", "<0xC3>", "<0xA9>", "s"), 0);
        var spotter = new KeywordSpotter(certain(5, 1, 2, 3, 4), 0, boundaries(vocabulary));
        assertThat(spotter.find(Labels.of(1), -1)).isEmpty();
        assertThat(spotter.find(Labels.of(1, 2, 3), -1)).isEmpty();
        assertThat(spotter.find(Labels.of(1, 2, 3, 4), -1)).hasSize(1);
    }

    /** The first byte of a character says whether it may be a letter: of ü it is one, of a closing quotation mark it is none. */
    @Test
    void aByteOfAPunctuationMarkIsABoundary() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "▁gr", "<0xC3>", "<0xBC>", "<0xE2>", "<0x80>", "<0x9D>"), 0);
        var spotter = new KeywordSpotter(certain(7, 1, 2, 3, 1, 4, 5, 6), 0, boundaries(vocabulary));
        assertThat(spotter.find(Labels.of(1), -1)).containsExactly(new Detection(3, 4, 0));
    }

    @Test
    void scriptsWithoutSpacesNeedNoBoundary() {
        var vocabulary = Vocabulary.of(List.of("<blank>", "时", "习", "学", " "), 0);
        var spotter = new KeywordSpotter(certain(5, 3, 1, 2, 3), 0, boundaries(vocabulary));
        assertThat(spotter.find(Labels.of(1, 2), -1)).containsExactly(new Detection(1, 3, 0));
    }

    @Test
    void whatWasNotSaidIsFarBelowZero() {
        assertThat(english("so be it").find(labels("sit"), -10)).isEmpty();
        assertThat(english("so be it").find(labels("sit"), ANYTHING).getFirst().score())
                .isCloseTo(-20, within(1e-9)); // at the "it" one logit of 20 is missed
    }

    @Test
    void aRepeatNeedsABlankBetween() {
        assertThat(english("all").find(labels("all"), -1)).isEmpty();
        assertThat(english("al_l").find(labels("all"), -1)).hasSize(1);
    }

    @Test
    void aPhraseLongerThanTheUtteranceIsNotFound() {
        assertThat(english("so").find(labels("sos"), ANYTHING)).isEmpty();
    }

    @Test
    void refusesAnEmptyPhraseAndUnknownClasses() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> english("so").find(Labels.of(), -1))
                .satisfies(e -> assertThat(e.field()).isEqualTo("labels"));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> english("so").find(Labels.of(1, 28), -1))
                .satisfies(e -> assertThat(e.field()).isEqualTo("labels/1"));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> new KeywordSpotter(certain(3, 0), 3, Optional.empty()))
                .satisfies(e -> assertThat(e.field()).isEqualTo("blank"));
    }

    private static KeywordSpotter english(String frames) {
        return new KeywordSpotter(emissions(frames, ENGLISH), 27, Optional.empty());
    }

    private static KeywordSpotter wholeWords(String frames) {
        return new KeywordSpotter(emissions(frames, ENGLISH), 27, boundaries(ENGLISH));
    }

    private static Optional<WordBoundaries> boundaries(Vocabulary vocabulary) {
        return Optional.of(WordBoundaries.of(vocabulary, WordGrouping.of(vocabulary)));
    }

    private static Labels labels(String text) {
        return ENGLISH.labels(text);
    }

    /** One frame a character, {@code _} for the blank. */
    private static Emissions emissions(String frames, Vocabulary vocabulary) {
        int[] classes = frames.chars()
                .map(c -> c == '_'
                        ? vocabulary.blank()
                        : vocabulary.labels(Character.toString(c)).get(0))
                .toArray();
        return certain(vocabulary.size(), classes);
    }

    private static Emissions certain(int vocabSize, int... classes) {
        var logits = new float[classes.length * vocabSize];
        for (int t = 0; t < classes.length; t++) {
            logits[t * vocabSize + classes[t]] = 20;
        }
        return Emissions.of(FloatMatrix.adopt(classes.length, vocabSize, logits), ScoreKind.LOGITS);
    }

    private static Emissions window(Emissions emissions, int start, int end) {
        int vocabSize = emissions.vocabSize();
        float[] scores = Arrays.copyOfRange(emissions.scores().toArray(), start * vocabSize, end * vocabSize);
        return Emissions.of(FloatMatrix.adopt(end - start, vocabSize, scores), ScoreKind.LOGITS);
    }

    private static double bestPath(Emissions emissions) {
        double sum = 0;
        for (int t = 0; t < emissions.frames(); t++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int v = 0; v < emissions.vocabSize(); v++) {
                best = Math.max(best, emissions.logProb(t, v));
            }
            sum += best;
        }
        return sum;
    }
}
