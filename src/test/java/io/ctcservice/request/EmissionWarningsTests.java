package io.ctcservice.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.codec.Warning;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class EmissionWarningsTests {

    private static final int CLASSES = 10;

    @Test
    void aBlankThatAnotherClassDoesTheWorkOf() {
        var scores = emissions(40, /* blank= */ 9);

        assertThat(warnings(scores, 9)).isEmpty();
        assertThat(warnings(scores, 0)).singleElement().satisfies(warning -> {
            assertThat(warning.pointer()).isEqualTo("/blank");
            assertThat(warning.detail()).contains("the class 0 ", "9 is in ", "utterance 0");
        });
    }

    @Test
    void severalUtterancesWithTheWrongBlankAreOneWarning() {
        var warnings = new Warnings();
        var suspicious = new EmissionWarnings(
                OutputClasses.of(Vocabulary.of(List.of("", "b", "c", "d", "e", "f", "g", "h", "i", "j"), 0)));
        for (int i = 0; i < 2; i++) {
            suspicious.check(Emissions.of(emissions(40, 9), ScoreKind.LOGITS), warnings);
        }
        suspicious.warn(warnings);

        assertThat(warnings.list())
                .singleElement()
                .satisfies(warning -> assertThat(warning.detail()).contains("9 ('j')", "and so in 1 other;"));
    }

    @Test
    void aMatrixOfOneColumnAFrame() {
        var scores = emissions(40, 9);

        assertThat(warnings(transposed(scores), 0)).singleElement().satisfies(warning -> {
            assertThat(warning.pointer()).isEqualTo("/utterances/0/emissions");
            assertThat(warning.detail()).contains("10 rows of 40", "transposed");
        });
    }

    @Test
    void theFirstUtteranceWhoseScoresLookLikeNoLogitsIsNamed() {
        var logits = new EmissionsUtterance(null, emissions(40, 9), null, null);
        var thirds = FloatMatrix.ofRows(new float[] {0.33f, 0.33f, 0.33f});
        var rounded = new EmissionsUtterance(null, thirds, null, null);
        var warnings = new Warnings();
        UndeclaredScores.warn(List.of(logits, rounded, rounded), warnings);

        assertThat(warnings.list()).singleElement().satisfies(warning -> {
            assertThat(warning.pointer()).isEqualTo("/scores");
            assertThat(warning.detail()).contains("utterance 1", "rounded probabilities");
        });
    }

    @Test
    void toysAndNoiseAreLeftAlone() {
        var random = RandomGenerator.of("L64X128MixRandom");
        var noise = new float[50 * CLASSES];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }

        assertThat(warnings(FloatMatrix.adopt(50, CLASSES, noise), 3)).isEmpty();
        assertThat(warnings(FloatMatrix.ofRows(new float[] {5, 0, 0}, new float[] {5, 0, 0}, new float[] {0, 5, 0}), 2))
                .isEmpty();
        assertThat(warnings(FloatMatrix.ofRows(new float[] {2, 0}), 1)).isEmpty();
    }

    /** As of a network that floors what is unlikely: most classes have the same score in every frame. */
    @Test
    void classesThatAreNeverLikelyAreNoSignOfATransposedMatrix() {
        for (float floor : new float[] {0, -1e4f, Float.NEGATIVE_INFINITY}) {
            var scores = new float[60 * 28];
            Arrays.fill(scores, floor);
            for (int t = 0; t < 60; t++) {
                scores[t * 28 + (t % 3 == 2 ? 27 : t / 3 % 8)] = 8;
            }

            assertThat(warnings(FloatMatrix.adopt(60, 28, scores), 27)).isEmpty();
        }
    }

    /** Right use of every real line is not warned of, and the blank at the other end is on all lines but one. */
    @Test
    void onRealLines() {
        var items = SharedData.require().items();
        int wrongBlank = 0;
        for (var item : items) {
            var scores = item.scores();
            var warnings = new Warnings();
            look(Emissions.of(scores, item.kind()), item.blank(), warnings);
            assertThat(warnings.list()).as(item.toString()).isEmpty();
            look(Emissions.of(scores, item.kind()), item.blank() == 0 ? scores.columns() - 1 : 0, warnings);
            wrongBlank += warnings.list().size();
            assertThat(warnings(transposed(scores), 0)).as(item + " transposed").isNotEmpty();
        }
        assertThat(wrongBlank).isGreaterThanOrEqualTo(items.size() - 1);
    }

    private static List<Warning> warnings(FloatMatrix scores, int blank) {
        var warnings = new Warnings();
        look(Emissions.of(scores, ScoreKind.LOGITS), blank, warnings);
        return warnings.list();
    }

    private static void look(Emissions emissions, int blank, Warnings warnings) {
        var suspicious = new EmissionWarnings(OutputClasses.ofBlank(blank));
        suspicious.check(emissions, warnings);
        suspicious.warn(warnings);
    }

    /** Two frames of the blank, one of a letter, and so on. */
    private static FloatMatrix emissions(int frames, int blank) {
        var scores = new float[frames * CLASSES];
        for (int t = 0; t < frames; t++) {
            int label = t % 3 == 2 ? t / 3 % (CLASSES - 1) : blank;
            scores[t * CLASSES + label] = 4 + t % 5;
        }
        return FloatMatrix.adopt(frames, CLASSES, scores);
    }

    private static FloatMatrix transposed(FloatMatrix scores) {
        var values = new float[scores.rows() * scores.columns()];
        for (int t = 0; t < scores.rows(); t++) {
            for (int v = 0; v < scores.columns(); v++) {
                values[v * scores.rows() + t] = scores.get(t, v);
            }
        }
        return FloatMatrix.adopt(scores.columns(), scores.rows(), values);
    }
}
