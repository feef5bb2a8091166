package io.ctcservice.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.ctcservice.core.Counted;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The numbers of rows that a job reads, refuses and writes, counted while they are written, with an example of each fault. */
final class RowCounts {

    private static final String ALL = "all";
    private static final String BAD = "bad";
    private static final String EXAMPLE = "example";
    private static final String SUSPICIOUS = "suspicious";
    private static final String WARNING = "warning";

    private final Observation rows = new Observation("rows");
    private final Observation written = new Observation("written");

    /** Returns the results of all rows, which are counted when they are used. */
    Dataset<Row> ofAll(Dataset<Row> results) {
        return results.observe(
                rows,
                count(lit(1)).as(ALL),
                count(col(RowFunction.ERROR)).as(BAD),
                min(col(RowFunction.ERROR)).as(EXAMPLE),
                count(col(RowFunction.WARNINGS)).as(SUSPICIOUS),
                min(element_at(col(RowFunction.WARNINGS), 1)).as(WARNING));
    }

    /** Returns the results that are written, which are counted when they are. */
    Dataset<Row> ofWritten(Dataset<Row> results) {
        return results.observe(written, count(lit(1)).as(ALL));
    }

    /** Prints all numbers, once the results are written. */
    void print(PrintStream console, Progress progress) {
        double cores = Math.max(1e-3, progress.coreSeconds());
        long all = number(rows, ALL);
        console.printf(
                Locale.ROOT,
                "rows %d, bad %d, written %d; %d s, %.1f core-seconds in tasks (%.1f of them at work), %s a"
                        + " core-second%n",
                all,
                number(rows, BAD),
                number(written, ALL),
                progress.seconds(),
                cores,
                progress.processorSeconds(),
                Counted.of(Math.round(all / cores), "utterance"));
        if (observed(rows, EXAMPLE) instanceof String example) {
            console.printf("one of the bad: %s%n", example);
        }
        if (observed(rows, WARNING) instanceof String example) {
            console.printf("with warnings %d, one of them: %s%n", number(rows, SUSPICIOUS), example);
        }
    }

    private static long number(Observation observation, String name) {
        return observed(observation, name) instanceof Number number ? number.longValue() : 0;
    }

    /** Returns what was observed; null also where Spark saw that no row is wanted. */
    private static @Nullable Object observed(Observation observation, String name) {
        try {
            return observation.getAsJava().get(name);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for " + name, stopped);
        }
    }
}
