package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
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

/** Tests of names, figures and words with signs that a small model of English, made from sentences of our own, does not list. */
class UnlistedNamesTests {

    private static final Vocabulary VOCABULARY = Vocabulary.ofEnglish();
    private static final Vocabulary WITH_SIGNS = Vocabulary.of(
            "abcdefghijklmnopqrstuvwxyz 0123456789.,:;?!$%()\"-/#'@ε"
                    .codePoints()
                    .mapToObj(Character::toString)
                    .toList(),
            53);
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
        assertThatIsRead(text, VOCABULARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "we meet at 10:30",
                "it is 3.50 or $5",
                "it was 1,234,567.89 in 2024-05-06",
                "50% of the road was blocked",
                "the castle is old, the road was blocked.",
                "is the castle old? the road (in paris) was blocked!",
                "\"the road\" in \"paris\", he said: 'the castle is old.'",
                "(the) road was blocked (the castle",
                "\"kavita\" met (szeged) in #paris",
                "he said \"2\" or (10:30) at -5",
                "we drove from www.example.com to kavita@paris.com",
                "1/2 of the road/castle was 3,5% old",
                "the castle (pp. 5-7) is old",
                "she met kavita's in the u.k. and/or paris, e.g. at a/b"
            })
    void signsOfWhichTheNetworkIsSureAreRead(String text) {
        assertThatIsRead(text, WITH_SIGNS);
    }

    /** The blank in place of the least sure letter or period has a fortieth of its probability. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "u.s.",
                "the road to the u.s. is blocked",
                "the castle in the u.s.a. is old",
                "she met s.k. in paris, e.g. at 5 p.m.",
                "they sent an s.o.s. from paris",
                "(u.s.)"
            })
    void abbreviationsOfWhichTheNetworkIsLessSureAreRead(String text) {
        assertThatIsRead(text, WITH_SIGNS, 0.97f, 0.022f);
    }

    private static void assertThatIsRead(String text, Vocabulary vocabulary) {
        assertThatIsRead(text, vocabulary, 0.99f, 0.0074f);
    }

    private static void assertThatIsRead(String text, Vocabulary vocabulary, float sure, float blank) {
        for (BeamSettings settings : DEEPER) {
            Hypothesis read = read(letters(text, vocabulary, sure, blank), vocabulary, settings);
            assertThat(vocabulary.text(read.labels())).as("%s", settings).isEqualTo(text);
            assertThat(read.parts().total()).isCloseTo(read.score(), within(1e-12));
        }
    }

    private static Hypothesis read(Emissions emissions, Vocabulary vocabulary, BeamSettings settings) {
        var guidance =
                new Guidance(WordGrouping.of(vocabulary), Optional.of(FUSION), Optional.empty(), Optional.empty());
        return new PrefixBeamDecoder(new LogForward(), vocabulary.blank(), settings, Optional.of(guidance))
                .decode(emissions)
                .getFirst();
    }

    /** A frame for each letter, which has {@code sure}; the blank most of the rest; a blank between equal letters. */
    private static Emissions letters(String text, Vocabulary vocabulary, float sure, float blank) {
        var rows = new ArrayList<float[]>();
        Labels labels = vocabulary.labels(text);
        int size = vocabulary.size();
        for (int u = 0; u < labels.length(); u++) {
            int v = labels.get(u);
            if (u > 0 && v == labels.get(u - 1)) {
                rows.add(row(size, vocabulary.blank(), sure, v, blank));
            }
            rows.add(row(size, v, sure, vocabulary.blank(), blank));
        }
        return Emissions.of(FloatMatrix.ofRows(rows.toArray(new float[0][])), ScoreKind.PROBS);
    }

    private static float[] row(int size, int v, float p, int second, float q) {
        var row = new float[size];
        Arrays.fill(row, (1 - p - q) / (size - 2));
        row[v] = p;
        row[second] = q;
        return row;
    }
}
