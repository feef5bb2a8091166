package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the phrases and words of files: white space means in them what it means in requests of the service. */
final class PhraseTests {

    private static final String SAID = "the cat sat";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void startsASession() {
        LocalSpark.session(); // files are opened with its settings
    }

    /** Returns the row of an utterance that says {@link #SAID}, with an option that names a file. */
    private static Row row(Task task, String option, String file, String... others) throws IOException {
        var given = new TreeMap<String, String>();
        given.put(option, Files.writeString(folder.resolve(option), file).toString());
        for (int i = 0; i < others.length; i += 2) {
            given.put(others[i], others[i + 1]);
        }
        return function(task, given).of(Corpus.npy(Corpus.logits(SAID, 60, 1)), null, null, null);
    }

    private static RowFunction function(Task task, Map<String, String> options) {
        return new RowFunction(new SettingsReader(task, Options.of(options, SettingsReader.NAMES)).read());
    }

    /** Returns the detections of a phrase, each with its place and score. */
    private static List<String> found(Row row, String phrase) {
        return row.<Row>getList(0).stream()
                .filter(one -> one.getString(0).equals(phrase))
                .map(one -> one.getInt(1) + " " + one.getInt(2) + " " + one.getDouble(5))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the cat ", " the cat", "the  cat", "\u00a0the\u2003cat "})
    void whiteSpaceOfAPhraseFindsWhatOneSpaceFinds(String phrase) throws IOException {
        var row = row(Task.SPOT, "keywords", phrase + "\t-2\nthe cat\n");

        assertThat(found(row, phrase)).isNotEmpty().isEqualTo(found(row, "the cat"));
    }

    @Test
    void aKeywordThatBeginsWithinAWordIsRemarkedOn() throws IOException {
        var file = Files.writeString(folder.resolve("pieces"), "▁cat\ncat\n");
        var pieces = Map.of(
                "vocabulary", "[\"<b>\", \"▁the\", \"▁cat\", \"cat\"]", "blank", "0", "keywords", file.toString());

        assertThat(function(Task.SPOT, pieces).remarks())
                .singleElement()
                .asString()
                .startsWith(
                        "--keywords: \"cat\": begins within a word, as no hypothesis does; with '▁' before each word");
    }

    @Test
    void aPhraseThatStandsTwiceIsFoundOnce() throws IOException {
        var once = row(Task.SPOT, "keywords", "cat\t-2\n");
        var twice = row(Task.SPOT, "keywords", "cat\t-2\ncat\t-2\n");

        assertThat(found(twice, "cat")).isNotEmpty().isEqualTo(found(once, "cat"));
    }

    @Test
    void aPhraseIsSpelledWithTheClassThatIsUsedWhateverItsWhiteSpace() throws IOException {
        var keywords = Files.writeString(folder.resolve("twice"), "a  b \n");
        var options = Map.of(
                "keywords", keywords.toString(), "vocabulary", "[\"a\", \"b\", \" \", \" \", \"-\"]", "blank", "4");
        int[] path = {4, 0, 4, 3, 4, 1, 4}; // the second of the spaces
        var scores = new float[path.length * 5];
        IntStream.range(0, path.length).forEach(t -> scores[5 * t + path[t]] = 9);

        var row = function(Task.SPOT, options)
                .of(Corpus.npy(FloatMatrix.adopt(path.length, 5, scores)), null, null, null);

        assertThat(row.<Row>getList(0)).hasSize(1);
        assertThat(row.<Row>getList(0).get(0).getString(0)).isEqualTo("a  b ");
    }

    @Test
    void aLineOfALexiconStandsForEachOfItsWords() throws IOException {
        var row = row(Task.DECODE, "lexicon", "mat \nthe\u00a0cat\n\u00a0\n sat\n", "decoder", "beam");

        assertThat(row.getString(0)).isEqualTo(SAID);
    }

    @Test
    void timesAreRoundedToMicroseconds() throws IOException {
        var row = row(Task.SPOT, "keywords", "the\ncat\nsat\n", "seconds-per-frame", "0.1");

        var times = row.<Row>getList(0).stream()
                .flatMap(one -> IntStream.of(3, 4).mapToObj(one::getDouble))
                .toList();
        assertThat(times).isNotEmpty().allMatch(time -> Double.toString(time).length() <= "5.9".length());
    }
}
