package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that rows have the warnings, advice and parts that answers of the service have. */
final class RowWarningTests {

    private static final String SAID = "the cat sat";
    private static final FloatMatrix LOGITS = Corpus.logits(SAID, 60, 1);

    private static Row row(Task task, @Nullable String target, Map<String, String> options) {
        return row(task, LOGITS, target, null, options);
    }

    private static Row row(
            Task task,
            FloatMatrix scores,
            @Nullable String target,
            @Nullable Double seconds,
            Map<String, String> options) {
        var settings = new SettingsReader(task, Options.of(options, SettingsReader.NAMES)).read();
        var function = new RowFunction(settings);
        var values = function.of(Corpus.npy(scores), target, null, seconds);
        var copy = new Object[values.size()];
        Arrays.setAll(copy, values::get);
        return new GenericRowWithSchema(copy, function.columns());
    }

    private static List<String> warnings(Row row) {
        assertThat(row.<String>getAs("error")).isNull();
        int column = row.fieldIndex("warnings");
        return row.isNullAt(column) ? List.of() : row.getList(column);
    }

    @Test
    void whatIsAsItShouldBeHasNone() {
        assertThat(warnings(row(Task.LOSS, SAID, Map.of()))).isEmpty();
        assertThat(warnings(row(Task.ALIGN, SAID, Map.of("seconds-per-frame", "0.02"))))
                .isEmpty();
        assertThat(warnings(
                        row(Task.DECODE, LOGITS, null, 1.2, Map.of("include", "words", "seconds-per-frame", "0.02"))))
                .isEmpty();
    }

    @Test
    void aMatrixThatLooksTransposed() {
        var values = new float[LOGITS.rows() * LOGITS.columns()];
        for (int t = 0; t < LOGITS.rows(); t++) {
            for (int v = 0; v < LOGITS.columns(); v++) {
                values[v * LOGITS.rows() + t] = LOGITS.get(t, v);
            }
        }
        var turned = FloatMatrix.adopt(LOGITS.columns(), LOGITS.rows(), values);

        assertThat(warnings(row(Task.DECODE, turned, null, null, Map.of("blank", "0"))))
                .singleElement()
                .asString()
                .startsWith("emissions: 28 rows of 60 scores look transposed");
    }

    @Test
    void rowsOfAnotherSizeSayHowTheVocabularyIsNamed(@TempDir Path folder) throws IOException {
        var square = FloatMatrix.ofRows(new float[] {1, 2, 3, 4}, new float[4], new float[4]);
        assertThat(row(Task.DECODE, square, null, null, Map.of()).<String>getAs("error"))
                .isEqualTo(
                        "emissions: rows of 4 scores; expected 28, the size of the vocabulary \"english\"; another is named by"
                                + " \"vocabulary\" and \"blank\", or by \"blank\" alone for labels without text");

        var three = Files.writeString(folder.resolve("tokens.txt"), "a\nb\nc\n");
        var options = Map.of("vocabulary", three.toString(), "blank", "0");
        assertThat(row(Task.DECODE, square, null, null, options).<String>getAs("error"))
                .isEqualTo(
                        "emissions: rows of 4 scores; expected 3, the size of the vocabulary; it has to list the blank too; there"
                                + " are as many rows: is the matrix transposed?");
    }

    @Test
    void aClassThatActsAsTheBlank() {
        assertThat(warnings(row(Task.DECODE, null, Map.of("blank", "5"))))
                .singleElement()
                .asString()
                .startsWith("blank: the class 5 is hardly ever the best, but 27 is in ")
                .endsWith("% of the frames of this utterance; is that the blank?");
    }

    @Test
    void scoresThatLookLikeNoLogits() {
        var thirds = FloatMatrix.ofRows(new float[] {0.5f, 0.25f, 0.2f}, new float[] {0.1f, 0.2f, 0.6f});

        assertThat(warnings(row(Task.DECODE, thirds, null, null, Map.of("blank", "0"))))
                .singleElement()
                .asString()
                .startsWith("scores: missing, and so taken for \"logits\", but these look like rounded probabilities");
        assertThat(warnings(row(Task.DECODE, thirds, null, null, Map.of("blank", "0", "scores", "logits"))))
                .isEmpty();
    }

    @Test
    void secondsThatDoNotFitTheFramesCutTimesAndAreNamed() {
        var options = Map.of("include", "words", "seconds-per-frame", "0.02");
        var cut = row(Task.DECODE, LOGITS, null, 0.5, options);

        List<Row> words = cut.getList(cut.fieldIndex("words"));
        assertThat(words.get(words.size() - 1).<Double>getAs(4)).isEqualTo(0.5);
        assertThat(warnings(cut))
                .containsExactly(
                        "seconds: 0.5, but the emissions last 1.2 s (60 frames of 0.02 s): all times after 0.5 s are cut to it");
        assertThat(row(Task.DECODE, LOGITS, null, -1.0, options).<String>getAs("error"))
                .isEqualTo("seconds: -1; expected a number above 0");
    }

    @Test
    void aRecordingOfWhichOneChannelIsSilent() {
        var samples = new byte[16_000];
        for (int i = 0; i < samples.length; i += 8) {
            samples[i + 1] = 64; // every second one of the first channel
        }
        byte[] file = RecognitionTests.wav(samples);
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(22, (short) 2)
                .putInt(28, 64_000)
                .putShort(32, (short) 4);
        var options = Options.of(Map.of("network", "demo-english"), SettingsReader.NAMES);
        var function = new RowFunction(new SettingsReader(Task.DECODE, options).read());
        var row = function.of(file, null, null, null);

        List<String> warnings = row.getList(function.columns().fieldIndex("warnings"));
        assertThat(warnings)
                .containsExactly(
                        "recording: channel 1 is silent: the average of 2 channels is 6 dB weaker than channel 0");
    }

    @Test
    void adviceWhereATargetIsSpelledInAnotherCase() {
        assertThat(row(Task.LOSS, "The Cat", Map.of()).<String>getAs("error"))
                .isEqualTo(
                        "target: 'T' at character 0; expected symbols of the vocabulary only; in lower case it can be"
                                + " spelled");
        assertThat(row(Task.ALIGN, "The Cat", Map.of()).<String>getAs("error"))
                .endsWith("in lower case it can be spelled; --on-unknown star lets what cannot be spelled stand for"
                        + " anything");
        assertThat(warnings(row(Task.ALIGN, "The Cat", Map.of("on-unknown", "star"))))
                .containsExactly("target: stars stand for characters of it; in lower case it can be spelled");
        assertThat(row(Task.LOSS, SAID, Map.of("max-cells", "9")).<String>getAs("error"))
                .endsWith("or a larger max-cells");
    }

    @Test
    void aReadingIsKeptWhereItsLatticeIsTooLargeForTheRest(@TempDir Path folder) throws IOException {
        LocalSpark.session(); // files are opened with its settings
        var lexicon = Files.writeString(folder.resolve("words"), "the mat sat");
        var options =
                Map.of("max-cells", "9", "include", "words,tokens", "decoder", "beam", "lexicon", lexicon.toString());
        var row = row(Task.DECODE, null, options);

        assertThat(row.<String>getAs("text")).isEqualTo("the mat sat");
        assertThat(row.<Object>getAs("words")).isNull();
        assertThat(row.<Object>getAs("tokens")).isNull();
        assertThat(warnings(row)).hasSize(2).allMatch(warning -> warning.contains("more than 9 cells"));
    }

    @Test
    void aLanguageModelThatListsFewOfTheWords(@TempDir Path folder) throws IOException {
        LocalSpark.session(); // files are opened with its settings
        var options = Map.of(
                "decoder", "beam", "language-model", model(folder, "THE", "DOG").toString());

        assertThat(warnings(row(Task.DECODE, null, options)))
                .containsExactly("language-model: 4 of the 4 words that were read are not listed by the language model,"
                        + " such as \"the\"; it lists \"THE\": upper and lower case count");
        options =
                Map.of("decoder", "beam", "language-model", model(folder, "cat").toString());
        assertThat(warnings(row(Task.DECODE, null, options))).isEmpty();
    }

    private static Path model(Path folder, String... words) throws IOException {
        String lines = String.join("\n-1 ", words);
        return Files.writeString(
                folder.resolve(words[0] + ".arpa"),
                "\\data\\\nngram 1=" + words.length + "\n\n\\1-grams:\n-1 " + lines + "\n\n\\end\\\n");
    }

    @Test
    void severalHypothesesAreThoseOfTheSearch() {
        var row = row(
                Task.DECODE,
                LOGITS,
                null,
                1.0,
                Map.of(
                        "decoder",
                        "beam",
                        "n-best",
                        "40",
                        "include",
                        "words,framePath",
                        "seconds-per-frame",
                        "0.02",
                        "beam-min-log-prob",
                        "-30",
                        "token-min-log-prob",
                        "-30"));

        var vocabulary = Vocabulary.ofEnglish();
        var expected = new PrefixBeamDecoder(
                        new ScaledForward(),
                        vocabulary.blank(),
                        new BeamSettings(80, 40, -30, -30),
                        Optional.empty(),
                        Optional.of(WordGrouping.of(vocabulary)),
                        Long.MAX_VALUE)
                .decode(Emissions.of(LOGITS, ScoreKind.LOGITS));
        List<Row> found = row.getList(row.fieldIndex("hypotheses"));
        assertThat(found).hasSize(40).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).getList(1))
                    .isEqualTo(IntStream.of(expected.get(i).labels().toArray())
                            .boxed()
                            .toList());
            assertThat(found.get(i).getDouble(2)).isEqualTo(expected.get(i).score());
            assertThat(found.get(i).getDouble(3)).isEqualTo(expected.get(i).logProb());
        }
        for (int column : new int[] {0, 2, 3, 4, 5}) {
            assertThat(found.get(0).get(column)).isEqualTo(row.get(column));
        }
        List<Row> words = found.get(39).getList(6);
        assertThat(String.join(
                        " ", words.stream().map(word -> word.getString(0)).toList()))
                .isEqualTo(found.get(39).getString(0));
        assertThat(words.get(words.size() - 1).getDouble(4)).isBetween(0.5, 1.0);
    }

    @Test
    void theFramePathCollapsesToTheLabels() {
        for (var row : List.of(
                row(Task.DECODE, null, Map.of("include", "framePath")),
                row(Task.ALIGN, SAID, Map.of("include", "framePath")))) {
            List<Integer> path = row.getList(row.fieldIndex("framePath"));
            assertThat(path).hasSize(LOGITS.rows());
            assertThat(Collapse.labels(path.stream().mapToInt(i -> i).toArray(), 27))
                    .isEqualTo(Vocabulary.ofEnglish().labels(SAID));
        }
    }

    @Test
    void tokensAreThoseOfTheTarget() {
        var options = Map.of("include", "tokens", "seconds-per-frame", "0.02");
        var aligned = row(Task.ALIGN, "cat", options);
        var decoded = row(Task.DECODE, null, options);

        List<Row> tokens = aligned.getList(aligned.fieldIndex("tokens"));
        assertThat(tokens.stream().map(token -> token.getString(1))).containsExactly("c", "a", "t");
        assertThat(tokens.get(0).getInt(0)).isEqualTo(2);
        assertThat(tokens.get(0).getDouble(5)).isEqualTo(Math.rint(tokens.get(0).getInt(3) * 2e4) / 1e6);
        tokens = decoded.getList(decoded.fieldIndex("tokens"));
        assertThat(tokens.stream().map(token -> token.getString(1)).reduce("", String::concat))
                .isEqualTo(SAID);
        Row parts = decoded.getAs("parts");
        assertThat(parts.getDouble(0)).isEqualTo(decoded.<Double>getAs("score"));
    }

    @Test
    void whatATargetLeavesOutIsAbsorbed() {
        var row = row(Task.ALIGN, "the sat", Map.of("leave-out", "true"));

        List<Row> absorbed = row.getList(row.fieldIndex("absorbed"));
        assertThat(absorbed)
                .singleElement()
                .satisfies(span -> assertThat(span.getString(1)).isEqualTo("cat"));
    }
}
