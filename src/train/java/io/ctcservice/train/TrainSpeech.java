package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.globalContext;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.ctcservice.train.speech.SoundStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Trains a network that hears, going on from the last checkpoint of its folder. */
final class TrainSpeech implements TrainingRun.Task<SoundNetwork> {

    private static final int SHORT_BATCHES = 320;
    private static final int CALIBRATION_STEP = 1024; // after the curriculum of short utterances
    private static final int CALIBRATION_BATCHES = 8;

    private final Settings settings;
    private final List<SpeechBatches.Source> sources;
    private final List<SpokenTests> tests;

    TrainSpeech(Settings settings, PrintStream out) throws IOException {
        this.settings = settings;
        this.sources = sources(settings, out);
        this.tests = tests(settings);
    }

    public static void main(String[] arguments) throws Exception {
        Program.SPEECH_TRAIN.main(arguments, TrainSpeech::run);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Settings settings) throws IOException {
        set_num_threads(1);
        // bfloat16 products with sums in float32, where the processor has them
        globalContext().setFloat32MatmulPrecision("medium");
        SoundShape shape = settings.soundShape();
        var training = new Training<>(
                () -> new SoundNetwork(shape),
                SpeechAlphabet.BLANK,
                settings.number("seed"),
                settings.number("workers"));
        var task = new TrainSpeech(settings, System.out);
        Optional<Path> begin = settings.given("begin").filter(Files::isRegularFile);
        if (begin.isPresent()) {
            training.beginAs(task.network(begin.get()));
        } else {
            training.beginAs(settings, () -> new SoundNetwork(settings.beginSoundShape()));
        }
        new TrainingRun<>(settings, System.out, training, task).run();
    }

    /** Returns the network of an ONNX file, with batch norm calibrated for training. */
    private SoundNetwork network(Path file) throws IOException {
        SoundNetwork network = SoundOnnxReader.read("begin", file, settings.real("begin-temperature"));
        Supplier<Batch> batches = batches(CALIBRATION_STEP);
        network.calibrateBatchNorm(
                Stream.generate(batches).limit(CALIBRATION_BATCHES).toList());
        return network;
    }

    /** Returns the sets to measure with. */
    static List<SpokenTests> tests(Settings settings) throws IOException {
        var tests = new ArrayList<SpokenTests>();
        for (String set : settings.words("sound-sets")) {
            tests.add(SpokenTests.of(settings.path("sound"), set, settings.number("lines")));
        }
        return tests;
    }

    /** Returns the sound to learn from, and tells what is left out of it. */
    private static List<SpeechBatches.Source> sources(Settings settings, PrintStream out) throws IOException {
        List<String> learned = settings.words("learned");
        double people = learned.isEmpty() ? 0 : settings.real("people");
        var sources = new ArrayList<SpeechBatches.Source>();
        if (people < 1) {
            sources.add(source(settings.path("sound"), "made", 1 - people, out));
        }
        if (people > 0) {
            for (String set : learned) {
                sources.add(source(settings.path("sound"), set, people / learned.size(), out));
            }
        }
        return sources;
    }

    private static SpeechBatches.Source source(Path folder, String set, double share, PrintStream out)
            throws IOException {
        var store = SoundStore.read(folder, set);
        var learned = LearnedUtterances.of(store.utterances());
        if (learned.count() == 0) {
            throw new IOException("nothing to learn from in " + set + " of " + folder + ": " + learned);
        }
        if (learned.count() < learned.all()) {
            out.println(set + ": " + learned);
        }
        return new SpeechBatches.Source(store, share);
    }

    @Override
    public Supplier<Batch> batches(long step) throws IOException {
        return new SpeechBatches(
                sources,
                new SoundFeatures(settings.flag("streams")),
                new SpeechBatches.Augmentation(
                        settings.number("distorted"), settings.number("telephones"), settings.number("masked")),
                TorchSound.silence(settings.soundShape()),
                settings.number("seconds"),
                settings.number("seed"),
                step,
                SHORT_BATCHES)::next;
    }

    @Override
    public Map<String, ErrorRates> measure(SoundNetwork network) {
        var reader = new TorchSound(network);
        var errors = new LinkedHashMap<String, ErrorRates>();
        tests.forEach(test -> errors.put(test.name(), test.read(reader::read)));
        return errors;
    }
}
