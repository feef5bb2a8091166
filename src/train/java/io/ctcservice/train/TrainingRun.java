package io.ctcservice.train;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The steps of a training from the last checkpoint of its folder to the last step, with a checkpoint and a measurement now
 * and then.
 *
 * @param <N> the network
 */
final class TrainingRun<N extends CtcNetwork> {

    private static final int REPORT = 25;

    /** The parts of a training that differ from network to network. */
    interface Task<N extends CtcNetwork> {

        /** Returns a source of batches from this step on, the same ones for the same step. */
        Supplier<Batch> batches(long step) throws IOException;

        /** Returns the errors of a network by set. */
        Map<String, ErrorRates> measure(N network) throws IOException;
    }

    private final Settings settings;
    private final PrintStream out;
    private final Training<N> training;
    private final Task<N> task;
    private final Checkpoints checkpoints;
    private double smoothed = Double.NaN;

    TrainingRun(Settings settings, PrintStream out, Training<N> training, Task<N> task) throws IOException {
        this.settings = settings;
        this.out = out;
        this.training = training;
        this.task = task;
        this.checkpoints = new Checkpoints(Files.createDirectories(settings.path("folder")));
    }

    void run() throws IOException {
        Optional<Path> last = checkpoints.last();
        long step = 0;
        if (last.isPresent()) {
            Checkpoints.load(last.get(), training);
            step = Checkpoints.step(last.get());
            out.println("going on after step " + step);
        }
        Optional<Schedule> schedule = schedule(step);
        if (schedule.isPresent()) {
            run(step, schedule.get());
        } else {
            out.println("nothing is left to do of steps=" + settings.text("steps"));
        }
    }

    private void run(long first, Schedule schedule) throws IOException {
        var batches = task.batches(first);
        long start = System.nanoTime();
        for (long step = first; step < schedule.to(); step++) {
            double loss = training.step(batches.get(), schedule.rate(step), step);
            smoothed = Double.isNaN(smoothed) ? loss : smoothed + 0.02 * (loss - smoothed);
            if ((step + 1) % REPORT == 0) {
                report(step + 1, schedule, (System.nanoTime() - start) / 1e9 / (step + 1 - first));
            }
            if ((step + 1) % settings.number("epoch") == 0 || step + 1 == schedule.to()) {
                checkpoints.save(training, step + 1);
                measure(step + 1);
            }
        }
    }

    /**
     * Returns the current cosine schedule, or another one if the last one has ended; none if nothing is left to do.
     *
     * @throws IllegalArgumentException if the current one is to end before the last step that is done
     */
    private Optional<Schedule> schedule(long step) throws IOException {
        Path file = settings.path("folder").resolve("cycle.txt");
        int to = settings.number("steps");
        long from = 0;
        long until = 0;
        if (Files.exists(file)) {
            String[] cycle = Files.readString(file).strip().split(" ", -1);
            from = Long.parseLong(cycle[0]);
            until = Long.parseLong(cycle[1]);
        }
        boolean hasEnded = step > 0 && step >= until;
        if (hasEnded && to <= step) {
            return Optional.empty();
        }
        if (step > 0 && to <= step) {
            throw new IllegalArgumentException(
                    "steps=" + to + "; expected more than the " + step + " that are done, as " + until + " before");
        }
        if (hasEnded) {
            from = step;
        } else if (until > 0 && to != until) {
            out.println("the learning rate falls until step " + to + ", not " + until + " as before");
        }
        if (hasEnded || to != until) {
            Files.writeString(file, from + " " + to + "\n");
        }
        return Optional.of(new Schedule(from, to, settings.real("peak")));
    }

    private void report(long step, Schedule schedule, double secondsAStep) {
        long left = Math.round(secondsAStep * (schedule.to() - step));
        out.printf(
                Locale.ROOT,
                "step %d of %d  %s  loss %.4f a label  rate %.5f  %.2f s a step  %s to go%n",
                step,
                schedule.to(),
                bar((double) step / schedule.to()),
                smoothed,
                schedule.rate(step),
                secondsAStep,
                Duration.ofSeconds(left));
    }

    private static String bar(double done) {
        int cells = (int) Math.round(20 * done);
        return "[" + "#".repeat(cells) + ".".repeat(20 - cells) + "]";
    }

    private static String cells(ErrorRates errors) {
        return errors.isEmpty()
                ? "no utterances\t"
                : String.format(Locale.ROOT, "%.2f\t%.2f", errors.cer(), errors.wer());
    }

    private void measure(long step) throws IOException {
        var line = new StringBuilder(String.format(Locale.ROOT, "%d\t%.4f", step, smoothed));
        task.measure(training.average().network())
                .forEach((set, errors) -> line.append("\t" + set + "\t").append(cells(errors)));
        out.println(line);
        Files.writeString(
                settings.path("folder").resolve("log.tsv"),
                line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
