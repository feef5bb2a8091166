package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.EditDistance;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that a wider or deeper search is no worse, on lines with doubtful letters whose spaces are hardly seen. Where
 * every word that the model does not list costs the same few nats, it does: words run together.
 */
class DeeperSearchTests {

    private static final int SPACE = 26;
    private static final int BLANK = 27;
    private static final Vocabulary VOCABULARY = Vocabulary.ofEnglish();
    private static final WordGrouping WORDS = WordGrouping.of(VOCABULARY);
    private static final LanguageModel MODEL = SmallEnglish.MODEL;

    private static final List<BeamSettings> DEEPER = List.of(
            new BeamSettings(64, 1, -5, -20), new BeamSettings(64, 1, -5, -40), new BeamSettings(256, 1, -1e9, -1e9));

    /** The model lists most of their words. */
    private static final List<String> LINES = List.of(
            "the kitten slept under the window of the kitchen",
            "he sold the old house near the harbor",
            "we need a better address for the school",
            "she opened the door and looked into the street",
            "the committee will meet again next week",
            "all of the apples fell from the tree last night",
            "nobody at the station knew why the train was late",
            "one of them was an officer in another regiment",
            "the farmer sent his children to the village",
            "it is not out of date nor into it",
            "they sang an old song in the theater at noon",
            "a quiet river below the castle froze in winter");

    private static final int WORDS_IN_ALL =
            LINES.stream().mapToInt(line -> line.split(" ", -1).length).sum();

    @Test
    void readsNoWorseTheFurtherItLooks() {
        var spelled = LanguageModelFusion.spelled(
                MODEL, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS);
        int usual = errors(spelled, BeamSettings.DEFAULT);
        assertThat(usual).isLessThan(WORDS_IN_ALL / 5);
        for (BeamSettings settings : DEEPER) {
            assertThat(errors(spelled, settings)).as("%s", settings).isLessThanOrEqualTo(usual);
        }
    }

    /** What the other test would not notice on easier lines. */
    @Test
    void aFlatPriceOfFewNatsLetsWordsRunTogether() {
        var flat = LanguageModelFusion.flat(
                MODEL, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS, -5);
        assertThat(errors(flat, BeamSettings.DEFAULT)).isGreaterThan(WORDS_IN_ALL / 2);
    }

    private static int errors(LanguageModelFusion fusion, BeamSettings settings) {
        var guidance = new Guidance(WORDS, Optional.of(fusion), Optional.empty(), Optional.empty());
        var decoder = new PrefixBeamDecoder(new LogForward(), BLANK, settings, Optional.of(guidance));
        int errors = 0;
        for (int i = 0; i < LINES.size(); i++) {
            String line = LINES.get(i);
            String read = WORDS.text(decoder.decode(heard(line, i)).getFirst().labels());
            errors += EditDistance.between(numbered(line), numbered(read));
        }
        return errors;
    }

    private static Labels numbered(String text) {
        return Labels.of(
                Stream.of(text.split(" ", -1)).mapToInt(String::hashCode).toArray());
    }

    /** Returns two frames and a blank one a character: letters with some others beside them, spaces mostly unseen. */
    private static Emissions heard(String line, long seed) {
        var random = new Random(seed);
        var rows = new ArrayList<float[]>();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            int v = c == ' ' ? SPACE : c - 'a';
            double sure = v == SPACE ? 0.05 + 0.4 * random.nextDouble() : 0.5 + 0.45 * random.nextDouble();
            int other = random.nextInt(26);
            rows.add(row(v, sure, other, v == SPACE ? 0.02 : 0.3 * random.nextDouble() * (1 - sure)));
            rows.add(row(BLANK, 0.97, other, 0.001));
        }
        return Emissions.of(FloatMatrix.ofRows(rows.toArray(new float[0][])), ScoreKind.LOGITS);
    }

    /** Logits of a class, of another, of the blank, and of all that is left. */
    private static float[] row(int v, double p, int other, double q) {
        var row = new float[28];
        Arrays.fill(row, (float) Math.log(0.01 / 28));
        row[BLANK] = (float) Math.log(Math.max(0.01, 1 - p - q));
        row[other] = (float) Math.log(q);
        row[v] = (float) Math.log(p);
        return row;
    }
}
