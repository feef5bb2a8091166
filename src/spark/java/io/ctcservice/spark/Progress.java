package io.ctcservice.spark;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** The progress of a job on the console, a line every few seconds, and the time that its tasks took. */
final class Progress extends SparkListener {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final PrintStream console;
    private final long start = System.nanoTime();
    private long told = start;
    private int tasks;
    private int done;
    private int failed;
    private long milliseconds;
    private long processorNanoseconds;

    Progress(PrintStream console) {
        this.console = console;
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        tasks += submitted.stageInfo().numTasks();
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() instanceof Success$) {
            done++;
            milliseconds += end.taskMetrics().executorRunTime();
            processorNanoseconds += end.taskMetrics().executorCpuTime();
        } else {
            failed++;
        }
        long now = System.nanoTime();
        if (now - told > EVERY.toNanos()) {
            told = now;
            console.printf(
                    "%d of %d tasks%s, %d s%n", done, tasks, failed > 0 ? ", " + failed + " again" : "", seconds());
        }
    }

    /** Returns the seconds since this was made. */
    long seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    /** Returns the seconds that tasks ran, of all cores. */
    synchronized double coreSeconds() {
        return milliseconds / 1e3;
    }

    /** Returns the seconds that a processor was at tasks: less than they ran where other work is on the machine. */
    synchronized double processorSeconds() {
        return processorNanoseconds / 1e9;
    }
}
