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
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * A measurement, not a test: the processor time of a row in a job beside that of the core alone, in one run. 500 frames, 32
 * classes, 50 labels. Arguments: a folder for the table, the number of its rows, and what to run: tasks; {@code read} and
 * {@code parse}, the first steps of each.
 */
final class Throughput {

    private static final int FRAMES = 500;
    private static final int CLASSES = 32;
    private static final int LABELS = 50;
    private static final int SOME = 256;
    private static final int ROWS_OF_A_FILE = 4000;
    private static final int ROUNDS = 120;
    private static final int WARM_RUNS = Integer.getInteger("warm", 5);
    private static final String VOCABULARY =
            "[\"<b>\",\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\",\"m\",\"n\",\"o\",\"p\",\"q\",\"r\","
                    + "\"s\",\"t\",\"u\",\"v\",\"w\",\"x\",\"y\",\"z\",\" \",\"'\",\"1\",\"2\",\"3\"]";

    private Throughput() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, TimeoutException {
        var table = Path.of(arguments[0]).resolve("in");
        int rows = Integer.parseInt(arguments[1]);
        if (!Files.exists(table)) {
            write(table, rows);
            return;
        }
        System.out.printf("core: %.1f microseconds a row, with .npy %.1f%n", core(false), core(true));
        System.out.printf("core, two threads: %.2f times as much a second%n", scaling());
        for (String master : List.of("local[1]", "local[2]")) {
            for (int i = 2; i < arguments.length; i++) {
                for (int warm = 0; warm < WARM_RUNS; warm++) {
                    run(master, table, arguments[i]);
                }
                System.out.println(master + " " + arguments[i] + ": " + run(master, table, arguments[i]));
            }
            SparkSession.active().stop();
        }
        System.out.printf("core again: %.1f microseconds a row, with .npy %.1f%n", core(false), core(true));
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
        for (int from = 0; from < rows; from += ROWS_OF_A_FILE) {
            var part = new ArrayList<Row>();
            for (int i = from; i < Math.min(rows, from + ROWS_OF_A_FILE); i++) {
                part.add(row(i));
            }
            spark.createDataFrame(part, Corpus.SCHEMA)
                    .coalesce(1)
                    .write()
                    .mode("append")
                    .option("compression", System.getProperty("compression", "snappy"))
                    .parquet(table.toString());
        }
        spark.stop();
    }

    /** Returns how much more the core alone does a second in two threads than in one: what this machine allows. */
    private static double scaling() {
        double one = core(true, 1);
        return 2 * one / core(true, 2);
    }

    /** Returns the microseconds of a row in each of some threads at the same time. */
    private static double core(boolean withNpy, int threads) {
        return IntStream.range(0, threads)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            long start = System.nanoTime();
                            core(withNpy);
                            return (System.nanoTime() - start) / 1e3 / (ROUNDS * SOME);
                        },
                        task -> new Thread(task).start()))
                .toList()
                .stream()
                .mapToDouble(CompletableFuture::join)
                .average()
                .orElseThrow();
    }

    private static double core(boolean withNpy) {
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
        for (int round = 0; round < ROUNDS; round++) {
            if (round == ROUNDS / 2) {
                start = processorNanoseconds();
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
        return (processorNanoseconds() - start) / 1e3 / count;
    }

    private static long processorNanoseconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Runs one of the steps or tasks, and returns what a row took of a processor and of the tasks' time. */
    private static String run(String master, Path table, String what) throws IOException, TimeoutException {
        LocalSparkOf.start(master);
        var spark = SparkSession.active();
        var progress = new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        spark.sparkContext().addSparkListener(progress);
        long rows = spark.read().parquet(table.toString()).count();
        spark.sparkContext().listenerBus().waitUntilEmpty();
        double before = progress.processorSeconds();
        double beforeInTasks = progress.coreSeconds();
        if (what.equals("read") || what.equals("parse")) {
            step(spark, table, what.equals("parse"));
        } else {
            job(master, table, what);
        }
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().removeSparkListener(progress);
        return String.format(
                "%.1f microseconds of a processor a row, %.1f of a task",
                (progress.processorSeconds() - before) / rows * 1e6,
                (progress.coreSeconds() - beforeInTasks) / rows * 1e6);
    }

    /** Reads all rows, and parses them or not. */
    private static void step(SparkSession spark, Path table, boolean parses) throws IOException {
        var size = functions.udf(new Size(parses), DataTypes.LongType).asNondeterministic();
        new BulkInput(spark, table.toString(), "emissions", false, 0)
                .read(null)
                .select(size.apply(functions.col(BulkInput.FILE), functions.col(BulkInput.ROW))
                        .as("size"))
                .where("size > 0")
                .count();
    }

    /** The first step of a row: its bytes, or the numbers in them. */
    private static final class Size implements UDF2<String, Long, Long> {

        private static final long serialVersionUID = 1L;
        private static final NpyReader READER = new NpyReader(FRAMES, CLASSES);

        private final boolean parses;
        private transient @Nullable BinaryColumn column;
        private transient @Nullable String opened;

        Size(boolean parses) {
            this.parses = parses;
        }

        @Override
        public Long call(String file, Long row) throws IOException {
            var open = column;
            if (open == null || !file.equals(opened)) {
                open = BinaryColumn.open(file, "emissions");
                column = open;
                opened = file;
            }
            var bytes = Objects.requireNonNull(open.at(row));
            return parses ? READER.read(bytes).borrowArray().length : (long) bytes.remaining();
        }
    }

    private static void job(String master, Path table, String task) throws IOException {
        var console = new ByteArrayOutputStream();
        var options = new ArrayList<>(List.of("--master", master, "--task", task, "--overwrite"));
        options.addAll(List.of("--input", table.toString()));
        options.addAll(List.of("--output", table.resolveSibling(task).toString()));
        options.addAll(List.of("--vocabulary", VOCABULARY, "--blank", "0"));
        BulkJob.run(options, new PrintStream(console, true, StandardCharsets.UTF_8));
    }

    /** A session that stays, so that the JVM and Spark are warm the second time. */
    private static final class LocalSparkOf {
        static void start(String master) {
            var spark = SparkSession.builder()
                    .master(master)
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "localhost")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    // clusters' file systems are not read through files of checksums beside each
                    .config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                    .getOrCreate();
            SparkSession.setActiveSession(spark);
        }
    }
}
