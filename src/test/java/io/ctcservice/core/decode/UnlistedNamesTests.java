package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of names that a small model of English, made from sentences of our own, does not list. */
class UnlistedNamesTests {

    private static final int SPACE = 26;
    private static final int BLANK = 27;
    private static final Vocabulary VOCABULARY = Vocabulary.ofEnglish();
    private static final List<BeamSettings> DEEPER = List.of(
            BeamSettings.DEFAULT,
            new BeamSettings(64, 1, -5, -20),
            new BeamSettings(64, 1, -5, -40),
            new BeamSettings(256, 1, -1e9, -1e9));

    private static final LanguageModelFusion FUSION = LanguageModelFusion.spelled(
            SmallEnglish.MODEL, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "she met kavita in paris",
                "he flew from szeged to okayama",
                "send wendeline the invoice",
                "we drove from tromso to narvik",
                "ask priyanka about the schedule",
                "the lecture by szymborska was moving",
                "the village of llandudno is quiet",
                "is there a train to przemysl",
                "the road from oaxaca was blocked",
                "the castle above ljubljana is old",
                "a concert by shostakovich",
                "do you know where nuuk is"
            })
    void areReadHoweverFarTheBeamLooks(String text) {
        for (BeamSettings settings : DEEPER) {
            Hypothesis read = read(letters(text, 0.99f, 0.0074f), settings);
            assertThat(VOCABULARY.text(read.labels())).as("%s", settings).isEqualTo(text);
            assertThat(read.parts().total()).isCloseTo(read.score(), within(1e-12));
        }
    }

    private static Hypothesis read(Emissions emissions, BeamSettings settings) {
        var guidance =
                new Guidance(WordGrouping.of(VOCABULARY), Optional.of(FUSION), Optional.empty(), Optional.empty());
        return new PrefixBeamDecoder(new LogForward(), BLANK, settings, Optional.of(guidance))
                .decode(emissions)
                .getFirst();
    }

    /** A frame for each letter, which has {@code sure}; the blank most of the rest; a blank between equal letters. */
    private static Emissions letters(String text, float sure, float blank) {
        var rows = new ArrayList<float[]>();
        int last = BLANK;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int v = c == ' ' ? SPACE : c - 'a';
            if (v == last) {
                rows.add(row(BLANK, sure, v, blank));
            }
            rows.add(row(v, sure, BLANK, blank));
            last = v;
        }
        return Emissions.of(FloatMatrix.ofRows(rows.toArray(new float[0][])), ScoreKind.PROBS);
    }

    private static float[] row(int v, float p, int second, float q) {
        var row = new float[28];
        Arrays.fill(row, (1 - p - q) / 26);
        row[v] = p;
        row[second] = q;
        return row;
    }
}
