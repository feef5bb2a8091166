package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the program in a session of this JVM: each row is what the core says. */
final class BulkJobTests {

    private static final int ROWS = 200;

    @TempDir
    private static Path folder;

    private static SparkSession spark = LocalSpark.session();

    @BeforeAll
    static void writesTheTable() {
        Corpus.write(spark, folder.resolve("in").toString(), ROWS, 3);
    }

    private static String run(String... arguments) throws IOException {
        var console = new ByteArrayOutputStream();
        var all = new ArrayList<>(List.of("--input", folder.resolve("in").toString()));
        all.addAll(List.of(arguments));
        BulkJob.run(all, new PrintStream(console, true, StandardCharsets.UTF_8));
        return console.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Row> rows(Path output) {
        var byId = new HashMap<String, Row>();
        for (Row row : spark.read().parquet(output.toString()).collectAsList()) {
            assertThat(byId.put(row.getAs("id"), row))
                    .as("a row that stands twice")
                    .isNull();
        }
        return byId;
    }

    @Test
    void theLossOfEachRowIsThatOfTheCore() throws IOException {
        var output = folder.resolve("loss");
        String summary = run("--master", "local[2]", "--task", "loss", "--output", output.toString());

        assertThat(summary).contains("rows 200, bad 0, written 200");
        var rows = rows(output);
        assertThat(rows).hasSize(ROWS);
        var loss = new CtcLoss(new ScaledForward());
        for (int i = 0; i < ROWS; i++) {
            Row row = Objects.requireNonNull(rows.get("utt-" + i));
            String text = Corpus.text(i);
            var emissions = Emissions.of(Corpus.logits(text, 3 * text.length() + i % 50, i), ScoreKind.LOGITS);
            var target = ExtendedTarget.of(Vocabulary.ofEnglish().labels(text), 27);
            double expected = loss.loss(emissions, target, Set.of()).loss().orElseThrow();
            assertThat(row.<Double>getAs("loss")).isEqualTo(expected);
            assertThat(row.<Integer>getAs("frames")).isEqualTo(emissions.frames());
            assertThat(row.<String>getAs("error")).isNull();
        }
    }
}
