package io.ctcservice.spark;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/**
 * The size of the tasks that read a table, during a job. Spark's 128 MB are 80 ms of losses, of which starting,
 * opening files and committing are a quarter: where a row costs microseconds, tasks are larger, but no fewer than some for
 * each core. A setting of the user's own stays.
 */
final class TaskSizes {

    /** Spark's name of the most bytes that a task reads. */
    static final String SETTING = "spark.sql.files.maxPartitionBytes";

    private static final long LEAST = 128L << 20;
    private static final long MOST = 1L << 30;
    private static final int TASKS_OF_A_CORE = 4;

    private final SparkSession spark;
    private final boolean isSet;

    private TaskSizes(SparkSession spark, boolean isSet) {
        this.spark = spark;
        this.isSet = isSet;
    }

    /** Sets the size for a job over this input. */
    static TaskSizes set(SparkSession spark, Settings settings, String input) throws IOException {
        boolean isQuick = settings.task() == Task.LOSS
                || (settings.task() == Task.DECODE && !settings.search().beam());
        if (!isQuick || settings.network() != null || spark.conf().contains(SETTING)) {
            return new TaskSizes(spark, false);
        }
        spark.conf()
                .set(SETTING, bytes(Storage.length(input), spark.sparkContext().defaultParallelism()));
        return new TaskSizes(spark, true);
    }

    /** Returns the bytes of a task of losses. */
    static long bytes(long all, int cores) {
        return Math.min(MOST, Math.max(LEAST, all / ((long) TASKS_OF_A_CORE * cores)));
    }

    /** Sets what was before. */
    void restore() {
        if (isSet) {
            spark.conf().unset(SETTING);
        }
    }
}
