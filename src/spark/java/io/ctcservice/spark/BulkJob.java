package io.ctcservice.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.ctcservice.core.Counted;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * The program that runs one task over all rows of a table or manifest, one row out for each row in. The fault of a
 * row is a column of it; a wrong option ends the program with 2.
 */
public final class BulkJob {

    private static final String TASK = "task";
    private static final String RESULT = "result";

    private static final Set<String> NAMES =
            Set.of("master", TASK, "input", "input-format", "output", "output-format", "where", "partitions");

    private static final Set<String> FLAGS = Set.of("overwrite", "leave-out", "whole-words", "help");

    private static final String HELP = """
            --task loss|decode|align|spot --input TABLE|MANIFEST --output FOLDER [--master local[*]]
            [--input-format parquet|manifest] [--output-format parquet|json] [--overwrite] [--partitions N]
            [--where 'verdict.match = "good"'] [--vocabulary FILE|english] [--blank N] [--scores logits|logProbs|probs]
            [--network FILE|FOLDER|NAME, in place of vocabulary, blank, scores, seconds-per-frame]
            [--word-delimiter C] [--max-cells N] [--seconds-per-frame S, of words, tokens and spot]
            decode: [--include tokens,words,framePath]
                    [--decoder greedy|beam] [--beam-width N] [--n-best N] [--token-min-log-prob X] [--beam-min-log-prob X]
                    [--language-model FILE] [--weight X] [--word-bonus X] [--unknown-log-prob X] [--hotwords FILE]
                    [--whole-words] [--lexicon FILE]
            align:  [--include tokens,words,verdict,distribution,framePath] [--on-unknown refuse|star] [--leave-out]
            spot:   --keywords FILE [--threshold X]
            """;

    private final Options options;
    private final PrintStream console;

    private BulkJob(Options options, PrintStream console) {
        this.options = options;
        this.console = console;
    }

    /** Runs the program; see {@code --help}. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        var console = System.out;
        try {
            run(Arrays.asList(arguments), console);
        } catch (UsageException wrong) {
            console.println(wrong.getMessage());
            console.println(HELP);
            System.exit(2);
        } catch (Exception failed) { // Scala's are not declared
            console.println("the job failed: " + reason(failed));
            throw failed;
        }
    }

    /** Returns what the innermost cause says: the outer ones are about tasks and stages. */
    private static String reason(Throwable failed) {
        Throwable inner = failed;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return UsageException.firstLine(inner);
    }

    /**
     * Runs a job in the session that there is, or in one of its own.
     *
     * @param arguments as on the command line
     * @param console takes progress and summary
     * @throws UsageException if an option is wrong; nothing is written then
     * @throws IOException if the input cannot be looked for
     */
    static void run(List<String> arguments, PrintStream console) throws IOException {
        var known = new HashSet<>(NAMES);
        known.addAll(SettingsReader.NAMES);
        known.removeAll(FLAGS);
        var options = Options.parse(arguments, known, FLAGS);
        if (options.has("help") || arguments.isEmpty()) {
            console.println(HELP);
            return;
        }
        new BulkJob(options, console).run();
    }

    private void run() throws IOException {
        boolean shared = !SparkSession.getActiveSession().isEmpty()
                || !SparkSession.getDefaultSession().isEmpty();
        options.required("output");
        options.required("input");
        Task task = options.constant(TASK, Task.class);
        if (task == null) {
            throw new UsageException("--task is missing: loss, decode, align or spot");
        }
        SparkSession spark = session(task);
        try {
            run(spark, new SettingsReader(task, options).read());
        } finally {
            if (!shared) {
                spark.stop();
            }
        }
    }

    private SparkSession session(Task task) {
        var settings = new SparkConf();
        String master = options.text("master", settings.get("spark.master", ""));
        if (master.isEmpty()) {
            throw new UsageException("--master is missing: local[*], or that of a cluster");
        }
        settings.setMaster(master).setIfMissing("spark.app.name", "ctc " + Options.nameOf(task));
        settings.setIfMissing("spark.ui.showConsoleProgress", "false");
        // rows hold whole utterances: 4096 of them at once, as usual, would be a gigabyte
        settings.setIfMissing("spark.sql.parquet.columnarReaderBatchSize", "16");
        if (master.startsWith("local")) {
            settings.setIfMissing("spark.ui.enabled", "false");
            settings.setIfMissing("spark.driver.host", "localhost");
            settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        return SparkSession.builder().config(settings).getOrCreate();
    }

    private void run(SparkSession spark, Settings settings) throws IOException {
        String output = output();
        var function = new RowFunction(settings.withoutLanguageModel());
        function.remarks().forEach(console::println);
        var counts = new RowCounts();
        var withoutVectors = spark.sparkContext().longAccumulator();
        var result = counts.ofAll(results(spark, settings, function.columns(), withoutVectors));
        var chosen = counts.ofWritten(chosen(result));
        var progress = new Progress(console);
        spark.sparkContext().addSparkListener(progress);
        var sizes = TaskSizes.set(spark, settings, options.required("input"));
        try {
            chosen.write()
                    .mode(options.isSet("overwrite") ? SaveMode.Overwrite : SaveMode.ErrorIfExists)
                    .format(format())
                    .save(output);
            counts.print(console, progress);
            if (!withoutVectors.isZero() && withoutVectors.sum() > 0) {
                console.printf(
                        "%s ran without vectors, which need Java 25; the logs of the executors say why%n",
                        Counted.of(withoutVectors.sum(), "task"));
            }
        } finally {
            sizes.restore();
            spark.sparkContext().removeSparkListener(progress);
        }
    }

    private Dataset<Row> results(
            SparkSession spark, Settings settings, StructType columns, LongAccumulator withoutVectors)
            throws IOException {
        var input = new BulkInput(
                        spark,
                        options.required("input"),
                        settings.column(),
                        settings.task().hasTarget(),
                        partitions())
                .read(options.text("input-format"));
        // not deterministic: else it would be worked out once for each of its columns
        var function = udf(new BulkColumn(settings, withoutVectors), columns).asNondeterministic();
        return input.select(
                        col("id"),
                        function.apply(
                                        col(BulkInput.LOCATION),
                                        col(BulkInput.FILE),
                                        col(BulkInput.ROW),
                                        col("target"),
                                        col("labels"),
                                        col(BulkInput.SECONDS),
                                        col("broken"))
                                .as(RESULT))
                .select("id", RESULT + ".*");
    }

    private int partitions() {
        int partitions = options.integer("partitions", 0);
        if (options.has("partitions") && (partitions < 1 || partitions > BulkInput.MOST_PARTITIONS)) {
            throw new UsageException(
                    "--partitions " + partitions + "; expected a number in [1, " + BulkInput.MOST_PARTITIONS + "]");
        }
        return partitions;
    }

    private Dataset<Row> chosen(Dataset<Row> result) {
        String condition = options.text("where");
        if (condition == null) {
            return result;
        }
        try {
            return result.where(condition);
        } catch (Exception wrong) { // Scala's are not declared
            if (!(wrong instanceof AnalysisException)) {
                throw wrong;
            }
            throw new UsageException("--where '" + condition + "': " + UsageException.firstLine(wrong)
                    + " The columns are " + String.join(", ", result.columns()));
        }
    }

    private String format() {
        String format = options.text("output-format", "parquet");
        if (!List.of("parquet", "json").contains(format)) {
            throw new UsageException("--output-format \"" + format + "\"; expected parquet, json");
        }
        return format;
    }

    private String output() throws IOException {
        format();
        String output = qualified("output");
        String input = qualified("input");
        if ((input + "/").startsWith(output + "/") || (output + "/").startsWith(input + "/")) {
            throw new UsageException("--output " + output + " and --input " + input + " are in one another");
        }
        if (!options.isSet("overwrite") && Storage.exists(output)) {
            throw new UsageException("--output " + output + " exists; --overwrite replaces it");
        }
        return output;
    }

    private String qualified(String option) {
        String location = options.required(option);
        try {
            return Storage.qualified(location);
        } catch (IOException bad) {
            throw new UsageException("--" + option + " \"" + location + "\": " + bad.getMessage());
        }
    }
}
