package io.ctcservice.bench;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * A program that counts what the core alone does in a second on so many threads: losses and greedy decodings of 1000 × 32, the
 * work of the requests of {@code src/jmh/http/throughput.py}.
 */
final class CoreRate {

    private CoreRate() {}

    /** Measures; the arguments are the number of threads and the seconds of a measurement. */
    public static void main(String[] arguments) throws InterruptedException {
        run(Integer.parseInt(arguments[0]), Double.parseDouble(arguments[1]), System.out::println);
    }

    static void run(int threads, double seconds, Consumer<String> report) throws InterruptedException {
        var workload = Workload.of("1x1000x32x150", /* peaky= */ true);
        FloatMatrix logits = workload.logits().getFirst();
        ExtendedTarget target = workload.targets().getFirst();
        var loss = new CtcLoss(new ScaledForward());
        var greedy = new GreedyDecoder(new ScaledForward(), 0);
        report.accept(line(
                "loss",
                threads,
                seconds,
                () -> loss.loss(Emissions.of(logits, ScoreKind.LOGITS), target, EnumSet.noneOf(CtcLoss.Part.class))
                        .logLikelihood()));
        report.accept(line(
                "greedy",
                threads,
                seconds,
                () -> greedy.decode(Emissions.withBestPath(logits, ScoreKind.LOGITS))
                        .getFirst()
                        .logProb()));
    }

    private static String line(String what, int threads, double seconds, DoubleSupplier work)
            throws InterruptedException {
        rate(threads, seconds, work); // until it is compiled
        return String.format(Locale.ROOT, "%s, %d threads: %.0f a second", what, threads, rate(threads, seconds, work));
    }

    private static double rate(int threads, double seconds, DoubleSupplier work) throws InterruptedException {
        var count = new LongAdder();
        long start = System.nanoTime();
        var workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = Thread.ofPlatform().start(() -> {
                do {
                    if (Double.isNaN(work.getAsDouble())) { // so that nothing is left out
                        throw new AssertionError();
                    }
                    count.increment();
                } while (System.nanoTime() - start < seconds * 1e9);
            });
        }
        for (var worker : workers) {
            worker.join();
        }
        return count.sum() * 1e9 / (System.nanoTime() - start);
    }
}
