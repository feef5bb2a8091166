package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.ctcservice.train.print.LineMaker;
import io.ctcservice.train.print.PrintAlphabet;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Trains the network that reads print, going on from the last checkpoint of its folder. */
final class TrainPrint {

    private static final int SHORT_BATCHES = 640;
    private static final int REPORT = 25;

    private final Settings settings;
    private final PrintStream out;
    private final PrintAlphabet alphabet = new PrintAlphabet();
    private final Training training;
    private final Checkpoints checkpoints;
    private final List<TestLines> tests;
    private double smoothed = Double.NaN;

    private TrainPrint(Settings settings, PrintStream out) throws IOException {
        this.settings = settings;
        this.out = out;
        this.training = new Training(settings.shape(alphabet.size()), PrintAlphabet.BLANK, settings.number("seed"));
        this.checkpoints = new Checkpoints(settings.path("folder"));
        this.tests = tests(settings);
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        set_num_threads(1);
        new TrainPrint(new Settings(arguments), System.out).run();
    }

    /** Returns the sets to measure with: lines in fonts never seen, and the pictures of the data folder if there is one. */
    static List<TestLines> tests(Settings settings) throws IOException {
        var tests = new ArrayList<TestLines>();
        LineMaker unseen = maker(settings, /* forTests= */ true);
        tests.add(TestLines.made("unseen fonts", unseen, settings.number("lines"), /* worn= */ false));
        tests.add(TestLines.made("unseen fonts, worn", unseen, settings.number("lines"), /* worn= */ true));
        if (!settings.text("data").isEmpty()) {
            for (String set : settings.words("sets")) {
                tests.add(TestLines.listed(settings.path("data"), set));
            }
        }
        return tests;
    }

    static LineMaker maker(Settings settings, boolean forTests) throws IOException {
        return LineMaker.of(
                settings.paths("fonts"),
                settings.path("texts"),
                settings.path("lists"),
                settings.number("seed"),
                forTests);
    }

    private void run() throws IOException {
        Optional<Path> last = checkpoints.last();
        long step = 0;
        if (last.isPresent()) {
            Checkpoints.load(last.get(), training);
            step = Checkpoints.step(last.get());
            out.println("going on after step " + step);
        }
        var schedule = schedule(step);
        var batches = new Batches(
                maker(settings, false), settings.number("batch"), settings.number("seed"), step, SHORT_BATCHES);
        long start = System.nanoTime();
        for (long first = step; step < schedule.to(); step++) {
            double loss = training.step(batches.next(), schedule.rate(step), step);
            smoothed = Double.isNaN(smoothed) ? loss : smoothed + 0.02 * (loss - smoothed);
            if ((step + 1) % REPORT == 0) {
                report(step + 1, schedule, (System.nanoTime() - start) / 1e9 / (step + 1 - first));
            }
            if ((step + 1) % settings.number("epoch") == 0 || step + 1 == schedule.to()) {
                checkpoints.save(training, step + 1);
                evaluate(step + 1);
            }
        }
    }

    /** The cosine under way, or a new and lower one from a training that was done. */
    private Schedule schedule(long step) throws IOException {
        Path file = settings.path("folder").resolve("cycle.txt");
        int to = settings.number("steps");
        long from = 0;
        long until = 0;
        if (Files.exists(file)) {
            String[] cycle = Files.readString(file).strip().split(" ", -1);
            from = Long.parseLong(cycle[0]);
            until = Long.parseLong(cycle[1]);
        }
        if (step > 0 && step >= until) {
            from = step;
        }
        Files.writeString(file, from + " " + to + "\n");
        return new Schedule(from, to, settings.real("peak"));
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

    private void evaluate(long step) throws IOException {
        var line = new StringBuilder(String.format(Locale.ROOT, "%d\t%.4f", step, smoothed));
        var reader = new LineReader(new TorchLines(training.average().network()));
        for (TestLines test : tests) {
            ErrorRates errors = test.read(reader);
            line.append(String.format(Locale.ROOT, "\t%s\t%.2f\t%.2f", test.name(), errors.cer(), errors.wer()));
        }
        out.println(line);
        Files.writeString(
                settings.path("folder").resolve("log.tsv"),
                line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
