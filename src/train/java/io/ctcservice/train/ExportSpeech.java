package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.train.speech.SpeechMaker;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the averaged weights of the last checkpoint as an ONNX file, after checking that the service computes the same with it. */
final class ExportSpeech {

    /** How far a log-probability may be from the training library's, with the same weights. */
    private static final double TOLERANCE = 1e-3;

    private ExportSpeech() {}

    public static void main(String[] arguments) throws Exception {
        Program.SPEECH_EXPORT.main(arguments, ExportSpeech::run);
    }

    @SuppressWarnings("SystemOut")
    static void run(Settings settings) throws IOException, OnnxRuntimeException, NetworkFaultException {
        set_num_threads(1);
        Path checkpoint = new Checkpoints(settings.path("folder"))
                .last()
                .orElseThrow(() -> new IOException("folder=" + settings.path("folder") + " holds no checkpoint"));
        double temperature = settings.real("temperature");
        SoundNetwork network = FoldedNetwork.of(
                Checkpoints.average(checkpoint, new SoundNetwork(settings.soundShape())),
                /* temperature= */ 1,
                /* half= */ false);
        var others = new ArrayList<SoundNetwork>();
        for (String file : settings.words("interpolate")) {
            others.add(read(Path.of(file), temperature, network));
        }
        network.interpolate(others, settings.real("share"));
        var exact = new TorchSound(FoldedNetwork.of(network, temperature, /* half= */ false));
        var rounded = new TorchSound(FoldedNetwork.of(network, temperature, /* half= */ true));
        var weights = new FusionWeights(settings.real("weight"), settings.real("word-bonus"));
        byte[] file = SoundOnnx.write(rounded.network(), weights, /* half= */ true);
        List<SpokenTests> tests = TrainSpeech.tests(settings);
        if (tests.stream().allMatch(test -> test.sounds().isEmpty())) {
            throw new IOException("sound-sets=" + settings.text("sound-sets") + " holds no sound to try the file with");
        }
        double off = 0;
        double moved = 0;
        try (var service = ServiceSound.of(file)) {
            for (SpokenTests test : tests) {
                for (double[] sound : test.sounds()) {
                    Emissions said = service.emissions(sound);
                    off = Math.max(off, farthest(rounded.emissions(sound), said, false));
                    moved = Math.max(moved, farthest(exact.emissions(sound), said, true));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "step %d: within %.1e of the training library in log-probability; rounding moves probabilities by"
                        + " %.1e%n",
                Checkpoints.step(checkpoint),
                off,
                moved);
        if (!(off <= TOLERANCE)) { // NaN is no likeness
            throw new IOException("the file does not say what the network says");
        }
        Files.write(settings.path("file"), file);
        System.out.printf("%s: %,d bytes%n", settings.path("file"), file.length);
        if (!settings.text("recording").isEmpty()) {
            writeCase(rounded.emissions(SpeechMaker.read(settings.file("recording"))), settings.path("case"));
        }
    }

    private static SoundNetwork read(Path file, double temperature, SoundNetwork trained) throws IOException {
        SoundNetwork network = SoundOnnxReader.read("interpolate", file, temperature);
        if (!network.shape().isWithin(trained.shape())) {
            throw new IOException("interpolate=" + file + " holds a network of another shape");
        }
        return network.inShapeOf(trained);
    }

    /** Stores the training library's output for a recording, for a test of the service. */
    private static void writeCase(Emissions said, Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(said.frames());
            out.writeInt(said.vocabSize());
            for (int t = 0; t < said.frames(); t++) {
                for (int v = 0; v < said.vocabSize(); v++) {
                    out.writeFloat((float) said.logProb(t, v));
                }
            }
        }
    }

    /** Returns the largest difference between the two in log-probability, or in probability; NaN if one says NaN. */
    static double farthest(Emissions one, Emissions other, boolean probability) {
        if (one.frames() != other.frames()) {
            return Double.POSITIVE_INFINITY;
        }
        double farthest = 0;
        for (int t = 0; t < one.frames(); t++) {
            for (int v = 0; v < one.vocabSize(); v++) {
                double a = one.logProb(t, v);
                double b = other.logProb(t, v);
                double off = probability ? Math.exp(a) - Math.exp(b) : a == b ? 0 : a - b; // both may be log zero
                farthest = Math.max(farthest, Math.abs(off));
            }
        }
        return farthest;
    }
}
