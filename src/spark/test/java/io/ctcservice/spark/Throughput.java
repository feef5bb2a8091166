package io.ctcservice.spark;

import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * A measurement, not a test: utterances a core-second of a job beside those of the core alone, in one run. 500 frames, 32
 * classes, 50 labels. Arguments: a folder for the table, the number of its rows, and the tasks to run.
 */
final class Throughput {

    private static final int FRAMES = 500;
    private static final int CLASSES = 32;
    private static final int LABELS = 50;
    private static final int SOME = 256;
    private static final String VOCABULARY =
            "[\"<b>\",\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\",\"n\",\"o\",\"p\",\"q\",\"r\","
                    + "\"s\",\"t\",\"u\",\"v\",\"w\",\"x\",\"y\",\"z\",\" \",\"'\",\"1\",\"2\",\"3\"]";

    private Throughput() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        var table = Path.of(arguments[0]).resolve("in");
        int rows = Integer.parseInt(arguments[1]);
        if (!Files.exists(table)) {
            write(table, rows);
            return;
        }
        System.out.printf("core: %.0f utterances/s, with .npy %.0f%n", coreRate(false), coreRate(true));
        for (String master : List.of("local[1]", "local[2]")) {
            for (int i = 2; i < arguments.length; i++) {
                job(master, table, arguments[i]);
                System.out.println(master + " " + arguments[i] + ": " + job(master, table, arguments[i]));
            }
            SparkSession.active().stop();
        }
        System.out.printf("core again: %.0f utterances/s, with .npy %.0f%n", coreRate(false), coreRate(true));
    }

    private static FloatMatrix logits(Random random, Labels labels) {
        var values = new float[FRAMES * CLASSES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int t = 0; t < FRAMES; t++) {
            boolean inLabel = t % 10 < 3;
            values[t * CLASSES + (inLabel ? labels.get(t / 10) : 0)] += 6;
        }
        return FloatMatrix.adopt(FRAMES, CLASSES, values);
    }

    private static Labels labels(Random random) {
        return Labels.of(random.ints(LABELS, 1, 28).toArray());
    }

    private static Row row(int i) {
        var random = new Random(i);
        var labels = labels(random);
        var boxed = new ArrayList<Integer>();
        for (int label : labels.toArray()) {
            boxed.add(label);
        }
        return RowFactory.create("utt-" + i, Corpus.npy(logits(random, labels)), null, Columns.array(boxed));
    }

    private static void write(Path table, int rows) {
        var spark = LocalSpark.session();
        for (int from = 0; from < rows; from += 1000) {
            var part = new ArrayList<Row>();
            for (int i = from; i < Math.min(rows, from + 1000); i++) {
                part.add(row(i));
            }
            spark.createDataFrame(part, Corpus.SCHEMA)
                    .coalesce(1)
                    .write()
                    .mode("append")
                    .parquet(table.toString());
        }
        spark.stop();
    }

    private static double coreRate(boolean withNpy) {
        var loss = new CtcLoss(new ScaledForward());
        var reader = new NpyReader(FRAMES, CLASSES);
        var matrices = new ArrayList<FloatMatrix>();
        var files = new ArrayList<byte[]>();
        var targets = new ArrayList<ExtendedTarget>();
        for (int i = 0; i < SOME; i++) {
            var random = new Random(i);
            var labels = labels(random);
            targets.add(ExtendedTarget.of(labels, 0));
            matrices.add(logits(random, labels));
            files.add(Corpus.npy(matrices.get(i)));
        }
        double sum = 0;
        long start = 0;
        int count = 0;
        for (int round = 0; round < 120; round++) {
            if (round == 60) {
                start = System.nanoTime();
                count = 0;
            }
            for (int i = 0; i < SOME; i++) {
                var matrix = withNpy ? reader.read(ByteBuffer.wrap(files.get(i))) : matrices.get(i);
                sum += loss.loss(Emissions.of(matrix, ScoreKind.LOGITS), targets.get(i), Set.of())
                        .logLikelihood();
                count++;
            }
        }
        if (sum > 0) {
            throw new IllegalStateException("a probability above 1");
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static String job(String master, Path table, String task) throws IOException {
        var console = new ByteArrayOutputStream();
        var options = new ArrayList<>(List.of("--master", master, "--task", task, "--overwrite"));
        options.addAll(List.of("--input", table.toString()));
        options.addAll(List.of("--output", table.resolveSibling(task).toString()));
        options.addAll(List.of("--vocabulary", VOCABULARY, "--blank", "0"));
        LocalSparkOf.start(master);
        BulkJob.run(options, new PrintStream(console, true, StandardCharsets.UTF_8));
        return console.toString(StandardCharsets.UTF_8).strip();
    }

    /** A session that stays, so that the JVM and Spark are warm the second time. */
    private static final class LocalSparkOf {
        static void start(String master) {
            var spark = SparkSession.builder()
                    .master(master)
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "localhost")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.sql.parquet.columnarReaderBatchSize", System.getProperty("batch", "16"))
                    .getOrCreate();
            SparkSession.setActiveSession(spark);
        }
    }
}
