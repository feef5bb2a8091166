package io.ctcservice.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A program that measures the gain of a second thread on batches. One and two threads are measured in turn, a fraction
 * of a second each, so that what else happens on the machine meets both alike; reported are the least and the median of
 * all turns.
 */
public final class Scaling {

    private static final List<String> BATCHES =
            List.of("16x500x29x80", "32x1000x32x150", "8x1500x1024x200", "64x80x6625x12");

    private final double warmUpSeconds;
    private final double seconds;
    private final int turns;

    private Scaling(double warmUpSeconds, double seconds, int turns) {
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
        this.turns = turns;
    }

    /** Takes seconds of warm-up and of a turn, and how many turns each has. */
    public static void main(String[] arguments) {
        var scaling = new Scaling(
                Double.parseDouble(arguments[0]), Double.parseDouble(arguments[1]), Integer.parseInt(arguments[2]));
        scaling.run(BATCHES, System.out::println);
    }

    static void runOnce(String shape, Consumer<String> report) {
        new Scaling(0, 0, 1).run(List.of(shape), report);
    }

    private void run(List<String> shapes, Consumer<String> report) {
        report.accept("| | B, T, V, U | one thread, ms: least, median | two | ratio: of the least, of the medians |");
        report.accept("|---|---|---|---|---|");
        for (String shape : shapes) {
            report.accept(line("forward", shape, LossBenchmark::forward));
            report.accept(line("gradient", shape, LossBenchmark::gradient));
        }
    }

    private String line(String what, String shape, ToDoubleFunction<LossBenchmark> work) {
        var one = benchmark(shape, 1);
        var two = benchmark(shape, 2);
        repeat(work, one, warmUpSeconds);
        repeat(work, two, warmUpSeconds);
        var times = new double[2][turns];
        for (int turn = 0; turn < turns; turn++) {
            times[0][turn] = repeat(work, one, seconds);
            times[1][turn] = repeat(work, two, seconds);
        }
        Arrays.sort(times[0]);
        Arrays.sort(times[1]);
        int middle = turns / 2;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.3g, %.3g | %.3g, %.3g | %.2f×, %.2f× |",
                what,
                shape.replace("x", ", "),
                times[0][0],
                times[0][middle],
                times[1][0],
                times[1][middle],
                times[0][0] / times[1][0],
                times[0][middle] / times[1][middle]);
    }

    private static LossBenchmark benchmark(String shape, int threads) {
        var benchmark = new LossBenchmark();
        benchmark.shape = shape;
        benchmark.logits = "flat";
        benchmark.kernel = "vector";
        benchmark.threads = threads;
        benchmark.setUp();
        return benchmark;
    }

    /** Returns milliseconds a batch. */
    private static double repeat(ToDoubleFunction<LossBenchmark> work, LossBenchmark benchmark, double seconds) {
        long start = System.nanoTime();
        int count = 0;
        double sum = 0;
        do {
            sum += work.applyAsDouble(benchmark);
            count++;
        } while (System.nanoTime() - start < seconds * 1e9);
        if (!Double.isFinite(sum)) { // looked at so that nothing is left out
            throw new IllegalStateException("a loss that is not finite");
        }
        return (System.nanoTime() - start) / 1e6 / count;
    }
}
