package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.core.align.Verdict;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.spot.KeywordSpotter;
import io.ctcservice.core.spot.WordBoundaries;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KmsClient;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the program in a session of this JVM: each row is what the core says of it. */
final class BulkJobTests {

    private static final int ROWS = 200;

    /** The last bits of a sum depend on the kernel, which is chosen anew when the JVM has warmed up. */
    private static final Percentage BITS = Percentage.withPercentage(1e-10);

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();
    private static final WordGrouping WORDS = WordGrouping.of(ENGLISH);

    private static final String LANGUAGE_MODEL = """
            \\data\\
            ngram 1=5

            \\1-grams:
            -1 </s>
            -9 <s>
            -0.2 the
            -0.5 cat
            -0.7 mat

            \\end\\
            """;

    @TempDir
    private static Path folder;

    private static final SparkSession spark = LocalSpark.session();

    private final Job job = new Job(spark, folder);

    @BeforeAll
    static void writesTheTables() {
        Corpus.write(spark, folder.resolve("in").toString(), ROWS, 3);
        writeAs("untold", "id", "emissions");
        writeAs("lists", "id", "emissions", "array(1, 2) AS target");
        writeAs("real", "id", "emissions", "array(1.0D) AS labels");
        writeAs("large", "id", "emissions", "array(4294967297L, 2L) AS labels");
        writeAs("spoken", "id", "emissions", "'1.5' AS seconds");
        writeAs("none", "id", "emissions", "target");
    }

    /** Writes one row of the table with other columns; none of it as the table {@code none}. */
    private static void writeAs(String name, String... columns) {
        spark.read()
                .parquet(folder.resolve("in").toString())
                .selectExpr(columns)
                .limit(name.equals("none") ? 0 : 1)
                .write()
                .parquet(folder.resolve(name).toString());
    }

    private static Emissions emissions(int i) {
        return Emissions.of(Corpus.logits(i), ScoreKind.LOGITS);
    }

    private static ExtendedTarget target(int i) {
        return ExtendedTarget.of(ENGLISH.labels(Corpus.text(i)), ENGLISH.blank());
    }

    @Test
    void theLossOfEachRowIsThatOfTheCore() throws IOException {
        assertThat(job.run("in", "loss", "--task", "loss")).contains("rows 200, bad 0, written 200");

        var rows = job.rows("loss");
        assertThat(rows.byId()).hasSize(ROWS);
        var loss = new CtcLoss(new ScaledForward());
        for (int i = 0; i < ROWS; i++) {
            Row row = rows.get("utt-" + i);
            var expected = loss.loss(emissions(i), target(i), Set.of());
            assertThat(row.<Double>getAs("loss")).isCloseTo(expected.loss().orElseThrow(), BITS);
            assertThat(row.<Integer>getAs("frames")).isEqualTo(expected.frames());
            assertThat(row.<Integer>getAs("minFrames")).isEqualTo(expected.minFrames());
            assertThat(row.<String>getAs("error")).isNull();
        }
    }

    @Test
    void theReadingOfEachRowIsThatOfTheCore() throws IOException {
        job.run("in", "decode", "--task", "decode", "--include", "words", "--seconds-per-frame", "0.5");

        var rows = job.rows("decode");
        assertThat(rows.byId()).hasSize(ROWS);
        var decoder = new GreedyDecoder(new ScaledForward(), ENGLISH.blank());
        for (int i = 0; i < ROWS; i++) {
            Row row = rows.get("utt-" + i);
            var best = decoder.decode(emissions(i)).get(0);
            assertThat(row.<String>getAs("text")).isEqualTo(WORDS.text(best.labels()));
            assertThat(row.<Double>getAs("logProb")).isCloseTo(best.logProb(), BITS);
            assertThat(row.<Double>getAs("confidence")).isCloseTo(best.confidence(), BITS);
            assertThat(row.<Integer>getList(row.fieldIndex("labels")))
                    .containsExactlyElementsOf(
                            Arrays.stream(best.labels().toArray()).boxed().toList());
            List<Row> words = row.getList(row.fieldIndex("words"));
            assertThat(words.stream().map(word -> word.<String>getAs("text")))
                    .containsExactlyElementsOf(WORDS.words(best.labels()).stream()
                            .map(WordGrouping.Word::text)
                            .toList());
            Row first = words.get(0);
            assertThat(first.<Double>getAs("endSeconds")).isEqualTo(0.5 * first.<Integer>getAs("end"));
        }
    }

    @Test
    void aLanguageModelAndHotWordsGuideTheBeam() throws IOException {
        var model = Files.writeString(folder.resolve("words.arpa"), LANGUAGE_MODEL);
        var hotwords = Files.writeString(folder.resolve("hot.tsv"), "book\t3\nmat\n");
        job.run(
                "in",
                "beam",
                "--task",
                "decode",
                "--decoder",
                "beam",
                "--beam-width",
                "8",
                "--language-model",
                model.toString(),
                "--weight",
                "0.7",
                "--hotwords",
                hotwords.toString());

        var rows = job.rows("beam");
        var lm = NgramLanguageModel.read(new ByteArrayInputStream(LANGUAGE_MODEL.getBytes(StandardCharsets.UTF_8)));
        var guidance = new Guidance(
                WORDS,
                Optional.of(new LanguageModelFusion(
                        lm, 0.7, LanguageModelFusion.DEFAULT_WORD_BONUS, OptionalDouble.empty())),
                Optional.of(Hotwords.of(
                        List.of(new Hotword("book", 3), new Hotword("mat", Hotword.DEFAULT_BONUS)), ENGLISH, WORDS)),
                Optional.empty());
        var decoder = new PrefixBeamDecoder(
                new ScaledForward(), ENGLISH.blank(), new BeamSettings(8, 1, -5, -10), Optional.of(guidance));
        for (int i = 0; i < ROWS; i++) {
            var best = decoder.decode(emissions(i)).get(0);
            Row row = rows.get("utt-" + i);
            assertThat(row.<String>getAs("text")).isEqualTo(WORDS.text(best.labels()));
            assertThat(row.<Double>getAs("score")).isCloseTo(best.score(), BITS);
        }
    }

    @Test
    void hotWordsAreFoundAsWholeWordsOnlyWhereThatIsAskedFor() throws IOException {
        var hotwords = Files.writeString(folder.resolve("parts.tsv"), "a\t3\n");
        var guided = List.of("--task", "decode", "--decoder", "beam", "--hotwords", hotwords.toString());
        job.run("in", "anywhere", guided.toArray(String[]::new));
        job.run(
                "in",
                "whole",
                Stream.concat(guided.stream(), Stream.of("--whole-words")).toArray(String[]::new));

        assertThat(bonusOfAll(job, "anywhere")).isGreaterThanOrEqualTo(3);
        assertThat(bonusOfAll(job, "whole")).isLessThan(bonusOfAll(job, "anywhere"));
    }

    private static double bonusOfAll(Job job, String output) {
        return job.rows(output).byId().values().stream()
                .map(row -> row.<Row>getAs("parts"))
                .mapToDouble(parts -> parts.<Double>getAs("hotwords"))
                .sum();
    }

    @Test
    void theAlignmentOfEachRowIsThatOfTheCore() throws IOException {
        job.run("in", "align", "--task", "align");

        var rows = job.rows("align");
        assertThat(rows.byId()).hasSize(ROWS);
        var aligner = new ForcedAligner();
        for (int i = 0; i < ROWS; i++) {
            Row row = rows.get("utt-" + i);
            var transcript = Transcript.ofText(Corpus.text(i), ENGLISH, WORDS, Transcript.OnUnknown.REFUSE);
            var alignment = aligner.align(emissions(i), transcript.target()).orElseThrow();
            var verdict = Verdict.of(alignment, transcript.target(), emissions(i));
            assertThat(row.<Double>getAs("logProb")).isCloseTo(alignment.logProb(), BITS);
            Row judged = row.getAs("verdict");
            assertThat(judged.<String>getAs("match"))
                    .isEqualTo(verdict.match().name().toLowerCase(Locale.ROOT));
            assertThat(judged.<Double>getAs("logRatio")).isCloseTo(verdict.logRatio(), within(1e-9));
            assertThat(judged.<Double>getAs("entropy"))
                    .isCloseTo(verdict.distribution().orElseThrow().entropy(), within(1e-9));
            assertThat(row.getList(row.fieldIndex("words"))).hasSameSizeAs(transcript.words());
        }
    }

    @Test
    void thePhrasesOfEachRowAreThoseOfTheCore() throws IOException {
        var keywords = Files.writeString(folder.resolve("keywords.txt"), "cat\nthe book\t-2\n");
        job.run("in", "spot", "--task", "spot", "--keywords", keywords.toString());

        var rows = job.rows("spot");
        assertThat(rows.byId()).hasSize(ROWS);
        int found = 0;
        for (int i = 0; i < ROWS; i++) {
            var spotter =
                    new KeywordSpotter(emissions(i), ENGLISH.blank(), Optional.of(WordBoundaries.of(ENGLISH, WORDS)));
            var expected = new ArrayList<String>();
            spotter.find(ENGLISH.labels("cat"), -5)
                    .forEach(one -> expected.add("cat " + one.start() + " " + rounded(one.score())));
            spotter.find(ENGLISH.labels("the book"), -2)
                    .forEach(one -> expected.add("the book " + one.start() + " " + rounded(one.score())));
            Row row = rows.get("utt-" + i);
            assertThat(row.<Row>getList(row.fieldIndex("detections")).stream()
                            .map(one -> one.getAs("phrase") + " " + one.getAs("start") + " "
                                    + rounded(one.<Double>getAs("score"))))
                    .containsExactlyInAnyOrderElementsOf(expected);
            found += expected.size();
        }
        assertThat(found).isPositive();
    }

    private static String rounded(double score) {
        return String.format(Locale.ROOT, "%.6f", score);
    }

    @Test
    void whatIsWrongWithARowIsInTheRow() throws IOException {
        byte[] good = Corpus.npy(Corpus.logits(1));
        var narrow = Corpus.npy(FloatMatrix.adopt(2, 3, new float[6]));
        var nan = new float[56];
        nan[30] = Float.NaN;
        var probabilities = new float[56];
        Arrays.fill(probabilities, 1f / 28);
        job.write(
                "bad",
                RowFactory.create("good", good, Corpus.text(1), null),
                RowFactory.create("labels", good, null, array(7, 4)),
                RowFactory.create("none", null, "a", null),
                RowFactory.create("text", "hello".getBytes(StandardCharsets.UTF_8), "a", null),
                RowFactory.create("narrow", narrow, "a", null),
                RowFactory.create("nan", Corpus.npy(FloatMatrix.adopt(2, 28, nan)), "a", null),
                RowFactory.create("probs", Corpus.npy(FloatMatrix.adopt(2, 28, probabilities)), "a", null),
                RowFactory.create("digit", good, "a 7", null),
                RowFactory.create("neither", good, null, null),
                RowFactory.create("both", good, "a", array(0)),
                RowFactory.create("outside", good, null, array(28)),
                RowFactory.create("blank", good, null, array(27)),
                RowFactory.create("short", Corpus.npy(FloatMatrix.adopt(1, 28, new float[28])), "aa", null));

        assertThat(job.run("bad", "bad-loss", "--task", "loss"))
                .contains("rows 13, bad 10, written 13")
                .contains("one of the bad: emissions/1/2: ");

        var rows = job.rows("bad-loss");
        assertThat(rows.get("good").<Double>getAs("loss")).isPositive();
        assertThat(rows.get("labels").<Double>getAs("loss")).isPositive();
        assertThat(error(rows.get("none"))).startsWith("emissions: missing");
        assertThat(error(rows.get("text"))).startsWith("emissions: ");
        assertThat(error(rows.get("narrow"))).contains("rows of 3 scores; expected 28");
        assertThat(error(rows.get("nan"))).startsWith("emissions/1/2: ");
        assertThat(error(rows.get("probs"))).startsWith("scores: missing").contains("\"probs\"");
        assertThat(error(rows.get("digit"))).contains("'7' at character 2");
        assertThat(error(rows.get("neither"))).startsWith("target: missing");
        assertThat(error(rows.get("both"))).startsWith("labels: given besides");
        assertThat(error(rows.get("outside"))).startsWith("labels/0: label 28");
        assertThat(error(rows.get("blank"))).startsWith("labels/0: label 27 is the blank");
        // a target that does not fit is a result, not a fault
        assertThat(rows.get("short").<Boolean>getAs("feasible")).isFalse();
        assertThat(rows.get("short").<String>getAs("infeasibility")).isEqualTo("tooFewFrames");
        assertThat(rows.get("short").<Double>getAs("loss")).isNull();
        assertThat(rows.get("short").<String>getAs("error")).isNull();
    }

    @Test
    void aRowWhoseLatticeIsTooLargeNamesWhatItIsMadeOf() throws IOException {
        var keywords = Files.writeString(folder.resolve("large.txt"), "cat\n");

        assertThat(job.run("in", "large-spot", "--task", "spot", "--keywords", keywords.toString(), "--max-cells", "9"))
                .contains("one of the bad: keywords: ")
                .contains("at most 9 cells");
        assertThat(job.run("in", "large-align", "--task", "align", "--max-cells", "9"))
                .contains("one of the bad: target: ");
    }

    @Test
    void aNumberThatIsNoClassIndexIsAnErrorOfItsRow() throws IOException {
        assertThat(job.run("large", "large-loss", "--task", "loss")).contains("rows 1, bad 1, written 1");

        var row = job.rows("large-loss").byId().values().iterator().next();
        assertThat(error(row)).isEqualTo("labels/0: 4294967297; expected a class index");
    }

    @Test
    void aTableWithoutRowsGivesOneWithoutRows() throws IOException {
        assertThat(job.run("none", "none-align", "--task", "align")).contains("rows 0, bad 0, written 0");

        assertThat(job.rows("none-align").byId()).isEmpty();
    }

    private static String error(Row row) {
        IntStream.range(1, row.length() - 1)
                .forEach(i -> assertThat(row.isNullAt(i)).isTrue());
        return row.getAs("error");
    }

    private static Object array(Integer... values) {
        return Columns.array(List.of(values));
    }

    /** Tasks begin in the middle of a file, values stand in dictionaries or not, and some are missing. */
    @ParameterizedTest
    @CsvSource({"uncompressed,v1", "snappy,v1", "gzip,v1", "zstd,v1", "snappy,v2", "gzip,v2"})
    void aTableIsReadHoweverItWasWritten(String compression, String pages) throws IOException {
        requireReadBack(
                "100 % of " + compression + pages, Map.of("compression", compression, "parquet.writer.version", pages));
    }

    @Test
    void anEncryptedTableIsReadWithTheKeysOfItsSettings() throws IOException {
        var keys = Map.of(
                "parquet.crypto.factory.class",
                PropertiesDrivenCryptoFactory.class.getName(),
                "parquet.encryption.kms.client.class",
                OpenKeys.class.getName());
        keys.forEach(Storage.settings()::set);
        keys.forEach(spark.sparkContext().hadoopConfiguration()::set);
        try {
            requireReadBack("secret", Map.of("parquet.encryption.uniform.key", "key"));
        } finally {
            keys.keySet().forEach(Storage.settings()::unset);
            keys.keySet().forEach(spark.sparkContext().hadoopConfiguration()::unset);
        }
    }

    /** A keeper of keys that wraps them in nothing. */
    @SuppressWarnings("unused") // made by name
    public static final class OpenKeys implements KmsClient {

        @Override
        public void initialize(Configuration settings, String instance, String url, String token) {
            // knows no keys
        }

        @Override
        public String wrapKey(byte[] key, String master) {
            return Base64.getEncoder().encodeToString(key);
        }

        @Override
        public byte[] unwrapKey(String wrapped, String master) {
            return Base64.getDecoder().decode(wrapped);
        }
    }

    private void requireReadBack(String name, Map<String, String> options) throws IOException {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 60; i++) {
            Row row = Corpus.row(i % 40);
            rows.add(RowFactory.create("utt-" + i, i % 7 == 3 ? null : row.get(1), row.get(2), null));
        }
        spark.createDataFrame(rows, Corpus.SCHEMA)
                .coalesce(1)
                .write()
                .options(options)
                .option("parquet.block.size", "40000")
                .option("parquet.page.size", "20000")
                .option("parquet.block.size.row.check.min", "1")
                .option("parquet.page.size.row.check.min", "1")
                .parquet(folder.resolve(name).toString());
        spark.conf().set("spark.sql.files.maxPartitionBytes", "60000");
        try {
            assertThat(job.run(name, "of " + name, "--task", "loss")).contains("rows 60, bad 9, written 60");
        } finally {
            spark.conf().unset("spark.sql.files.maxPartitionBytes");
        }

        var written = job.rows("of " + name);
        var loss = new CtcLoss(new ScaledForward());
        for (int i = 0; i < 60; i++) {
            Row row = written.get("utt-" + i);
            if (i % 7 == 3) {
                assertThat(row.<String>getAs("error")).startsWith("emissions: missing");
            } else {
                var expected = loss.loss(emissions(i % 40), target(i % 40), Set.of());
                assertThat(row.<Double>getAs("loss")).isCloseTo(expected.loss().orElseThrow(), BITS);
            }
        }
    }

    @Test
    void aManifestNamesFilesBesideIt() throws IOException {
        var lines = new ArrayList<String>();
        Path beside = Files.createDirectory(folder.resolve("beside 50 %"));
        for (int i = 0; i < 5; i++) {
            Files.write(beside.resolve("utt-" + i + ".npy"), Corpus.npy(Corpus.logits(i)));
            lines.add("{\"id\": \"utt-%d\", \"emissions\": \"utt-%d.npy\", \"target\": \"%s\"}"
                    .formatted(i, i, Corpus.text(i)));
        }
        lines.add("{\"id\": \"gone\", \"emissions\": \"gone.npy\", \"target\": \"a\"}");
        lines.add("no JSON");
        lines.add("{\"id\": \"list\", \"emissions\": \"utt-0.npy\", \"target\": [7, 4]}");
        lines.add("{\"id\": \"numbers\", \"emissions\": \"%s\", \"labels\": [7, 4]}"
                .formatted(beside.resolve("utt-0.npy")));
        Files.write(beside.resolve("corpus.jsonl"), lines);

        assertThat(job.run("beside 50 %/corpus.jsonl", "listed", "--task", "loss", "--output-format", "json"))
                .contains("rows 9, bad 3, written 9");

        var rows = spark.read().json(folder.resolve("listed").toString()).collectAsList();
        assertThat(rows).hasSize(9);
        var loss = new CtcLoss(new ScaledForward());
        for (Row row : rows) {
            String id = row.getAs("id");
            if (id == null) {
                assertThat(row.<String>getAs("error")).startsWith("line: no JSON");
            } else if (id.equals("list")) {
                assertThat(row.<String>getAs("error"))
                        .startsWith("line: {\"target\":[7,4]}; expected a JSON object")
                        .contains("target, a text, or labels, a list of class indices");
            } else if (id.equals("gone")) {
                assertThat(row.<String>getAs("error"))
                        .contains("there is no file")
                        .contains("gone.npy");
            } else if (!id.equals("numbers")) {
                int i = Integer.parseInt(id.substring(4));
                assertThat(row.<Double>getAs("loss"))
                        .isCloseTo(
                                loss.loss(emissions(i), target(i), Set.of())
                                        .loss()
                                        .orElseThrow(),
                                BITS);
            }
        }
    }

    @Test
    void aLocationThatLeadsNowhereIsAnErrorOfItsRowAlone() throws IOException {
        var good = Files.write(folder.resolve("good.npy"), Corpus.npy(Corpus.logits(1)));
        var lines = new ArrayList<String>();
        lines.add("{\"id\": \"good\", \"emissions\": \"%s\", \"target\": \"a\"}".formatted(good.getFileName()));
        String matrix = "[[" + "0.5, ".repeat(1000) + "]]";
        for (String location : List.of("", "a:b.npy", "s3a://bucket/a.npy", "scheme://a", ".", "%zz", matrix)) {
            lines.add("{\"id\": \"%1$s\", \"emissions\": \"%1$s\", \"target\": \"a\"}".formatted(location));
        }
        Files.write(folder.resolve("astray.jsonl"), lines);

        assertThat(job.run("astray.jsonl", "astray", "--task", "loss")).contains("rows 8, bad 7, written 8");

        var rows = job.rows("astray");
        assertThat(rows.get(matrix).<String>getAs("error"))
                .startsWith("emissions: there is no file")
                .hasSizeLessThan(400);
        assertThat(rows.get("good").<String>getAs("error")).isNull();
        assertThat(rows.get("a:b.npy").<String>getAs("error"))
                .startsWith("emissions: a:b.npy cannot be read: is no path");
        assertThat(rows.get("s3a://bucket/a.npy").<String>getAs("error")).contains("S3AFileSystem not found");
    }

    @Test
    void phrasesThatTheVocabularyCannotSpellAreReported() throws IOException {
        var hotwords = Files.writeString(folder.resolve("foreign.tsv"), "book\t3\nm\u00fcller\n");

        assertThat(job.run("in", "foreign", "--task", "decode", "--decoder", "beam", "--hotwords", hotwords.toString()))
                .contains("--hotwords: 1 left out, since the vocabulary cannot spell it: \"m\u00fcller\"")
                .contains("rows 200, bad 0");
    }

    /** As columns of a table and as fields of a manifest. */
    @Test
    void theDurationOfARowEndsItsTimes() throws IOException {
        spark.read()
                .parquet(folder.resolve("in").toString())
                .where("id = 'utt-1'")
                .selectExpr("id", "emissions", "CAST(0.1 AS FLOAT) AS seconds")
                .write()
                .parquet(folder.resolve("timed").toString());
        Files.write(folder.resolve("timed.npy"), Corpus.npy(Corpus.logits(1)));
        Files.writeString(
                folder.resolve("timed.jsonl"), "{\"id\": \"utt-1\", \"emissions\": \"timed.npy\", \"seconds\": 0.1}");
        String[] options = {"--task", "decode", "--include", "words", "--seconds-per-frame", "0.02"};

        for (String input : List.of("timed", "timed.jsonl")) {
            assertThat(job.run(input, input + "-read", options))
                    .contains("with warnings 1, one of them: seconds: 0.1, but");
            Row row = job.rows(input + "-read").get("utt-1");
            List<Row> words = row.getList(row.fieldIndex("words"));
            assertThat(words.get(words.size() - 1).<Double>getAs("endSeconds")).isEqualTo(0.1);
        }
    }

    @Test
    void whereKeepsTheRowsThatAreWanted() throws IOException {
        String summary = job.run("in", "few", "--task", "loss", "--where", "frames < 60 and loss is not null");

        long expected = IntStream.range(0, ROWS)
                .filter(i -> Corpus.logits(i).rows() < 60)
                .count();
        assertThat(expected).isBetween(1L, ROWS - 1L);
        assertThat(summary).contains("rows 200, bad 0, written " + expected + ";");
        assertThat(job.rows("few").byId()).hasSize((int) expected);
    }

    @Test
    void oneLongUtteranceAmongManyIsNotInTheWay() throws IOException {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 20; i++) {
            rows.add(Corpus.row(i));
        }
        String text = String.join(" ", Collections.nCopies(300, "the cat sat on a mat"));
        int frames = 60_000;
        rows.add(RowFactory.create("long", Corpus.npy(Corpus.logits(text, frames, 1)), text, null));
        job.write("skewed", rows.toArray(Row[]::new));

        assertThat(job.run("skewed", "skewed-loss", "--task", "loss")).contains("rows 21, bad 0, written 21");

        double expected = new ScaledForward()
                .logLikelihood(
                        Emissions.of(Corpus.logits(text, frames, 1), ScoreKind.LOGITS),
                        ExtendedTarget.of(ENGLISH.labels(text), ENGLISH.blank()));
        assertThat(job.rows("skewed-loss").get("long").<Double>getAs("logLikelihood"))
                .isCloseTo(expected, BITS);
    }

    @Test
    void anOutputThatExistsIsReplacedOnlyWhenAsked() throws IOException {
        job.run("in", "again", "--task", "loss");

        assertThatThrownBy(() -> job.run("in", "again", "--task", "loss"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("exists; --overwrite replaces it");
        assertThatThrownBy(() -> job.run("in", "in", "--task", "loss", "--overwrite"))
                .hasMessageContaining("in one another");
        assertThat(job.run("in", "again", "--overwrite", "--task", "loss", "--where", "false"))
                .contains("written 0");
        assertThat(job.rows("again").byId()).isEmpty();
    }

    @Test
    void wrongOptionsAreNamedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> job.run("in", "no", "--task", "loss", "--voacbulary", "x"))
                .hasMessage("there is no option \"voacbulary\"; the nearest is \"vocabulary\"");
        assertThatThrownBy(() -> job.run("in", "no", "--task", "lose")).hasMessageContaining("expected loss, decode");
        assertThatThrownBy(() -> job.run("in", "no", "--task", "loss", "--where", "lost < 1"))
                .hasMessageContaining("lost")
                .hasMessageContaining("id, loss, logLikelihood");
        assertThatThrownBy(() -> job.run("in", "no", "--task", "loss", "--vocabulary", "nowhere.json"))
                .hasMessage("--vocabulary: there is no file nowhere.json");
        assertThatThrownBy(() -> job.run("in", "no", "--task", "loss", "--vocabulary", "[\"a\", \"b\"]"))
                .hasMessageContaining("--blank is missing");
        assertThatThrownBy(() -> job.run("nowhere", "no", "--task", "loss")).hasMessageContaining("there is nothing");
        assertThatThrownBy(() -> job.run("in", "no", "--task", "decode", "--language-model", "x"))
                .hasMessageContaining("expected --decoder beam");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    /** The options behind the task, and what is said of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            loss   --max-cells 0                           | --max-cells 0; expected at least 1
            loss   --partitions 0                          | --partitions 0; expected a number in [1, 100000]
            loss   --partitions 2000000000                 | --partitions 2000000000; expected a number in [1, 100000]
            loss   --where lost(                           | [PARSE_SYNTAX_ERROR]
            loss   --seconds-per-frame 0.02                | --seconds-per-frame is of no effect on the task loss
            align  --keywords x                            | --keywords is of no effect on the task align
            decode --beam-width 5                          | --beam-width is of no effect on greedy decoding
            decode --decoder beam --beam-width 0           | --beam-width: 0; expected a number in [1, 1048576]
            decode --decoder beam --beam-min-log-prob NaN  | --beam-min-log-prob "NaN" is not a number
            decode --decoder beam --weight 0.3             | --weight is of no effect without --language-model
            decode --decoder beam --lexicon FOLDER/plain.txt --token-min-log-prob -9 | --token-min-log-prob is of no effect with --lexicon
            decode --include words,verdict                 | --include verdict is of no effect on the task decode
            loss   --include framePath                     | --include is of no effect on the task loss
            decode --n-best 3                              | --n-best is of no effect on greedy decoding
            decode --decoder beam --n-best 0               | --n-best: 0; expected a number in [1, 64], the beam width
            decode --decoder beam --n-best 9 --beam-width 8 | --n-best: 9; expected a number in [1, 8], the beam width
            decode --decoder beam --n-best 2000000         | --n-best: 2000000; expected a number in [1, 1048576]
            decode --include framePath --seconds-per-frame 1 | --seconds-per-frame is of no effect without words
            decode --include distribution                  | --include distribution is of no effect on the task decode
            decode --include words --blank 0               | --include words is of no effect without --vocabulary
            decode --word-delimiter zzz --blank 0          | --word-delimiter is of no effect without --vocabulary
            decode --word-delimiter zzz                    | --word-delimiter: 'zzz'; expected a symbol
            decode --seconds-per-frame 0.02                | --seconds-per-frame is of no effect without words
            decode --seconds-per-frame 0.02 --blank 0      | --seconds-per-frame is of no effect without --vocabulary
            align  --seconds-per-frame 0.02 --blank 0      | --seconds-per-frame is of no effect without --vocabulary
            align  --seconds-per-frame 0.02 --include verdict | --seconds-per-frame is of no effect without words
            align  --include verdict,words --blank 0       | --include words is of no effect without --vocabulary
            align  --on-unknown star --blank 0             | --on-unknown is of no effect without --vocabulary
            align  --word-delimiter zzz --blank 0          | --word-delimiter is of no effect without --vocabulary
            loss   --word-delimiter zzz --blank 0          | --word-delimiter is of no effect without --vocabulary
            spot   --keywords FOLDER/plain.txt --blank 0   | --vocabulary is missing
            spot   --keywords FOLDER/own.txt --threshold -3 | --threshold is of no effect
            decode --decoder beam --language-model FOLDER/no.arpa | --language-model: there is no file
            decode --decoder beam --language-model FOLDER/torn.arpa | torn.arpa, the language model: line
            decode --decoder beam --language-model FOLDER/torn.arpa --weight -1 | --weight: -1; expected
            decode --decoder beam --whole-words             | --whole-words is of no effect without --hotwords
            decode --whole-words                           | --whole-words is of no effect on greedy decoding
            spot   --keywords FOLDER/plain.txt --whole-words | --whole-words is of no effect on the task spot
            decode --decoder beam --hotwords FOLDER/nan.tsv | --hotwords: "NaN" behind "book" is no finite number
            decode --decoder beam --hotwords FOLDER/twice.tsv | --hotwords: "the book" stands twice, with 3 and 5
            spot   --keywords FOLDER/bare.tsv              | --keywords: no phrase before the tab and "-3"
            spot   --keywords FOLDER/umlaut.txt            | --keywords: "müller": 'ü' at character 1
            spot   --keywords FOLDER/plain.txt --threshold 3 | --threshold: the threshold 3 of "book"; expected at most 0
            loss   --input-format parquet --input FOLDER/plain.txt | no table of Parquet can be read
            loss   --input FOLDER/nothing                  | no table of Parquet can be read
            loss   --input s3a://bucket/in                 | --input "s3a://bucket/in": java.lang.ClassNotFound
            loss   --input a:b                             | --input "a:b": is no path
            loss   --partitions 5                          | --partitions is of no effect on a table
            loss   --overwrite yes                         | --overwrite "yes"; expected true or false
            align  --seconds-per-frame Infinity            | --seconds-per-frame Infinity; expected more than 0
            loss   --blank 0 --vocabulary FOLDER/halves.json | the symbol "a" of the JSON object has no class index
            decode --decoder beam --lexicon FOLDER/empty.txt | empty.txt is empty
            decode --decoder beam --hotwords FOLDER/latin1.txt | latin1.txt is not UTF-8
            loss   --input FOLDER/untold                   | expected id, emissions, and target or labels
            loss   --input FOLDER/lists                    | targets are array<int>; expected string
            loss   --input FOLDER/real                     | labels are array<double>; expected array<int>
            decode --input FOLDER/spoken                   | seconds are string; expected double
            """)
    void aWrongValueIsNamedWithItsOption(String options, String message) throws IOException {
        Files.writeString(folder.resolve("torn.arpa"), LANGUAGE_MODEL.substring(0, 60));
        Files.writeString(folder.resolve("umlaut.txt"), "m\u00fcller\n");
        Files.writeString(folder.resolve("plain.txt"), "book\n");
        Files.writeString(folder.resolve("nan.tsv"), "book\tNaN\n");
        Files.writeString(folder.resolve("twice.tsv"), "the book\t3\nmat\nmat\nthe book\n");
        Files.writeString(folder.resolve("bare.tsv"), "book\t-2\n \t-3\n");
        Files.writeString(folder.resolve("own.txt"), "book\t-2\n");
        Files.writeString(folder.resolve("empty.txt"), "\n");
        Files.write(folder.resolve("latin1.txt"), "m\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("halves.json"), "{\"a\": 0.5, \"b\": 1}");
        Files.createDirectories(folder.resolve("nothing"));
        var given = new ArrayList<>(List.of("--master", "local[2]", "--task"));
        given.addAll(Arrays.asList(options.replace("FOLDER", folder.toString()).split(" +", -1)));
        if (!given.contains("--input")) {
            given.addAll(List.of("--input", folder.resolve("in").toString()));
        }
        given.addAll(List.of("--output", folder.resolve("wrong").toString()));

        assertThatThrownBy(() -> BulkJob.run(given, new PrintStream(OutputStream.nullOutputStream())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
        assertThat(folder.resolve("wrong")).doesNotExist();
    }

    /** The options behind the task. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "decode blank=0",
                "decode include=words seconds-per-frame=0.02 word-delimiter=a",
                "decode decoder=beam lexicon=FOLDER/some.txt token-min-log-prob=-30",
                "decode decoder=beam hotwords=FOLDER/some.txt whole-words=true",
                "align blank=0 leave-out=true include=verdict",
                "align blank=0 include=distribution",
                "align blank=0",
                "align blank=0 include=tokens seconds-per-frame=0.02",
                "align seconds-per-frame=0.02 on-unknown=star",
                "align include=words seconds-per-frame=0.02",
                "loss word-delimiter=a",
                "spot keywords=FOLDER/some.txt threshold=-3 seconds-per-frame=0.02"
            })
    void whatHasAnEffectIsTaken(String options) throws IOException {
        Files.writeString(folder.resolve("some.txt"), "book\nthe\n");
        String[] given = options.replace("FOLDER", folder.toString()).split(" ", -1);
        var byName = Arrays.stream(given)
                .skip(1)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
        var task = Task.valueOf(given[0].toUpperCase(Locale.ROOT));

        assertThatCode(() -> new SettingsReader(task, Options.of(byName, SettingsReader.NAMES)).read())
                .doesNotThrowAnyException();
    }
}
