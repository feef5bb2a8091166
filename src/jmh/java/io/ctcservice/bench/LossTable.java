package io.ctcservice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * A program that runs {@link LossBenchmark} and prints the time per lattice cell and per logit, and PyTorch's as a multiple.
 */
public final class LossTable {

    private LossTable() {}

    /**
     * Measures and prints the table.
     *
     * @param args JMH's options
     */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        var options = new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(LossBenchmark.class.getSimpleName())
                .build();
        var measured = new Runner(options).run().stream().map(Measured::of).toList();
        lines(measured).forEach(System.out::println);
    }

    /** Returns a table in Markdown, a line for each result but PyTorch's. */
    static List<String> lines(List<Measured> measured) {
        var lines = new ArrayList<String>();
        lines.add("| | B, T, V, U | logits | kernel, threads | ms | ns a cell | ns a logit | PyTorch, ms | ratio |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (var ours : measured) {
            if (!ours.isPyTorch()) {
                var theirs = measured.stream()
                        .filter(other -> other.isPyTorch() && other.isBeside(ours))
                        .findFirst();
                lines.add(ours.line() + theirs.map(ours::comparison).orElse(" | |"));
            }
        }
        return lines;
    }

    /**
     * A result.
     *
     * @param what {@code forward} or {@code gradient}
     * @param shape B, T, V, U with {@code x} between them
     * @param micros mean of a batch, in microseconds
     * @param error half the 99.9 % interval
     */
    record Measured(
            String what, String shape, String logits, String kernel, String threads, double micros, double error) {

        static Measured of(RunResult result) {
            var parameters = result.getParams();
            String name = parameters.getBenchmark();
            return new Measured(
                    name.substring(name.lastIndexOf('.') + 1),
                    parameters.getParam("shape"),
                    parameters.getParam("logits"),
                    parameters.getParam("kernel"),
                    parameters.getParam("threads"),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError());
        }

        boolean isPyTorch() {
            return kernel.equals("pytorch");
        }

        boolean isBeside(Measured other) {
            return what.equals(other.what)
                    && shape.equals(other.shape)
                    && logits.equals(other.logits)
                    && threads.equals(other.threads);
        }

        private String line() {
            var sizes = shape.split("x", -1);
            double rows = Double.parseDouble(sizes[0]) * Double.parseDouble(sizes[1]);
            double nanos = micros * 1e3;
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s, %s | %.3g ± %.2g | %.3g | %.3g |",
                    what,
                    shape.replace("x", ", "),
                    logits,
                    kernel,
                    threads,
                    micros / 1e3,
                    error / 1e3,
                    nanos / (rows * (2 * Double.parseDouble(sizes[3]) + 1)),
                    nanos / (rows * Double.parseDouble(sizes[2])));
        }

        private String comparison(Measured theirs) {
            return String.format(
                    Locale.ROOT,
                    " %.3g ± %.2g | %.1f× |",
                    theirs.micros / 1e3,
                    theirs.error / 1e3,
                    theirs.micros / micros);
        }
    }
}
