package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the functions in SQL. */
final class CtcFunctionsTests {

    @TempDir
    private static Path folder;

    private static final SparkSession spark = LocalSpark.session();

    @BeforeAll
    static void registersThem() {
        CtcFunctions.register(spark);
        Corpus.write(spark, folder.resolve("in").toString(), 20, 2);
        spark.read().parquet(folder.resolve("in").toString()).createOrReplaceTempView("corpus");
    }

    private static Row first(String query) {
        List<Row> rows = spark.sql(query).collectAsList();
        assertThat(rows).isNotEmpty();
        return rows.get(0);
    }

    @Test
    void aTextAndItsLabelsHaveTheSameLoss() {
        var labels = Vocabulary.ofEnglish().labels(Corpus.text(3));
        Row row = first(
                "SELECT ctc_loss(emissions, target).loss, ctc_loss(emissions, array"
                        + labels.toString().replace('[', '(').replace(']', ')')
                        + ", map('vocabulary', 'english')).loss, ctc_loss(emissions, target).error FROM corpus WHERE id = 'utt-3'");

        double expected = -new ScaledForward()
                .logLikelihood(
                        Emissions.of(Corpus.logits(3), ScoreKind.LOGITS),
                        ExtendedTarget.of(labels, Vocabulary.ofEnglish().blank()));
        assertThat(row.getDouble(0)).isCloseTo(expected, within(1e-9));
        assertThat(row.getDouble(1)).isCloseTo(expected, within(1e-9));
        assertThat(row.isNullAt(2)).isTrue();
    }

    @Test
    void readingsAlignmentsAndPhrasesAreStructs() {
        Row row = first("SELECT ctc_decode(emissions, map('decoder', 'beam', 'include', 'words')).words.text,"
                + " ctc_align(emissions, target).verdict.match, target,"
                + " ctc_align(emissions, target, map('include', '')) FROM corpus WHERE id = 'utt-5'");

        assertThat(String.join(" ", row.<String>getList(0))).startsWith(Corpus.text(5));
        assertThat(row.getString(1)).isEqualTo("good");
        assertThat(row.getStruct(3).schema().fieldNames()).contains("logProb").doesNotContain("verdict", "words");
    }

    @Test
    void noTimeIsLaterThanTheSecondsOfTheRecording() {
        String timed = "map('include', 'words', 'seconds-per-frame', '0.02')";
        Row row =
                first("SELECT ctc_decode(emissions, " + timed + ", 0.5).words.endSeconds, ctc_align(emissions, target, "
                        + timed + ", 0.8).words.endSeconds, ctc_decode(emissions, " + timed + ", CAST(null AS float))"
                        + ".words.endSeconds, ctc_decode(emissions, " + timed + ").words.endSeconds,"
                        + " ctc_decode(emissions, " + timed + ", -1).error FROM corpus WHERE id = 'utt-5'");

        List<Double> whole = row.getList(3);
        assertThat(whole.get(whole.size() - 1)).isGreaterThan(1);
        assertThat(row.<Double>getList(0)).hasSameSizeAs(whole).endsWith(0.5);
        assertThat(row.<Double>getList(1)).endsWith(0.8);
        assertThat(row.<Double>getList(2)).isEqualTo(whole);
        assertThat(row.getString(4)).isEqualTo("seconds: -1; expected a number above 0");
    }

    @Test
    void optionsThatAreNullAreNotGiven() {
        Row row = first("SELECT ctc_decode(emissions, map('vocabulary', CAST(null AS string))).text,"
                + " ctc_decode(emissions, CAST(null AS map<string, string>)).text, ctc_decode(emissions).text"
                + " FROM corpus WHERE id = 'utt-5'");

        assertThat(row.getString(0)).isEqualTo(row.getString(2));
        assertThat(row.getString(1)).isEqualTo(row.getString(2));
    }

    @Test
    void aBadRowHasAnErrorAndAggregatesWork() {
        Row row = first("SELECT count(loss.loss), count(loss.error) FROM (SELECT ctc_loss(emissions,"
                + " if(id = 'utt-1', 'x7', target)) AS loss FROM corpus)");

        assertThat(row.getLong(0)).isEqualTo(19);
        assertThat(row.getLong(1)).isEqualTo(1);
    }

    @Test
    void wrongArgumentsAreRefusedBeforeAnyRowIsRead() {
        assertThatThrownBy(() -> spark.sql("SELECT ctc_loss(emissions) FROM corpus"))
                .hasStackTraceContaining("ctc_loss takes emissions, a target and a map of options");
        assertThatThrownBy(() -> spark.sql("SELECT ctc_loss(emissions, target, map('blank', '0'), 1.5) FROM corpus"))
                .hasStackTraceContaining("ctc_loss takes emissions, a target and a map of options, not 4 arguments");
        assertThatThrownBy(() -> spark.sql("SELECT ctc_decode(emissions, map('include', 'words'), 1.5) FROM corpus"))
                .hasStackTraceContaining("the seconds are of no effect without the option seconds-per-frame");
        assertThatThrownBy(() -> spark.sql("SELECT ctc_decode(emissions, map('include', 'words'), '1.5') FROM corpus"))
                .hasStackTraceContaining("ctc_decode: the seconds are string; expected double");
        assertThatThrownBy(() -> spark.sql("SELECT ctc_loss(emissions, 1) FROM corpus"))
                .hasStackTraceContaining("the target is int");
        assertThatThrownBy(() -> spark.sql("SELECT ctc_decode(emissions, map('score', 'probs')) FROM corpus"))
                .hasStackTraceContaining("the nearest is \"scores\"");
        assertThatThrownBy(() -> spark.sql("SELECT ctc_align(emissions, target, map('leave-out', 'yes')) FROM corpus"))
                .hasStackTraceContaining("--leave-out \"yes\"; expected true or false");
    }

    @Test
    void theyComeWithTheSettingOfASession() {
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
        // of the context, since a running one hears of it no other way
        var settings = spark.sparkContext().conf();
        settings.set("spark.sql.extensions", CtcFunctions.class.getName());
        try {
            var other = SparkSession.builder().getOrCreate();
            var row = other.read()
                    .parquet(folder.resolve("in").toString())
                    .selectExpr("ctc_loss(emissions, target).frames")
                    .head();
            assertThat(row.getInt(0)).isPositive();
        } finally {
            settings.remove("spark.sql.extensions");
            SparkSession.setDefaultSession(spark);
            SparkSession.setActiveSession(spark);
        }
    }
}
