package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.ctcservice.train.print.LineMaker;
import io.ctcservice.train.print.PrintAlphabet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Trains the network that reads print, going on from the last checkpoint of its folder. */
final class TrainPrint implements TrainingRun.Task<PrintNetwork> {

    private static final int SHORT_BATCHES = 640;

    private final Settings settings;
    private final List<TestLines> tests;

    private TrainPrint(Settings settings) throws IOException {
        this.settings = settings;
        this.tests = tests(settings);
    }

    public static void main(String[] arguments) throws Exception {
        Program.TRAIN.main(arguments, TrainPrint::run);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Settings settings) throws IOException {
        set_num_threads(1);
        int classes = new PrintAlphabet().size();
        PrintShape shape = settings.shape(classes);
        var training = new Training<>(
                () -> new PrintNetwork(shape),
                PrintAlphabet.BLANK,
                settings.number("seed"),
                settings.number("workers"));
        training.beginAs(settings, () -> new PrintNetwork(settings.beginShape(classes)));
        new TrainingRun<>(settings, System.out, training, new TrainPrint(settings)).run();
    }

    /** Returns the sets to measure with: lines in fonts never seen, and the pictures of the data folder if there is one. */
    static List<TestLines> tests(Settings settings) throws IOException {
        var tests = new ArrayList<TestLines>();
        LineMaker unseen = maker(settings, /* forTests= */ true);
        tests.add(TestLines.made("unseen fonts", unseen, settings.number("lines"), /* degraded= */ false));
        tests.add(TestLines.made("unseen fonts, degraded", unseen, settings.number("lines"), /* degraded= */ true));
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

    @Override
    public Supplier<Batch> batches(long step) throws IOException {
        return new Batches(
                maker(settings, false), settings.number("batch"), settings.number("seed"), step, SHORT_BATCHES)::next;
    }

    @Override
    public Map<String, ErrorRates> measure(PrintNetwork network) {
        var reader = new LineReader(new TorchLines(network));
        var errors = new LinkedHashMap<String, ErrorRates>();
        tests.forEach(test -> errors.put(test.name(), test.read(reader)));
        return errors;
    }
}
