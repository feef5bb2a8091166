package io.ctcservice.bench;

import io.ctcservice.audio.Bins;
import io.ctcservice.audio.FrameSettings;
import io.ctcservice.audio.FrameSettings.Edges;
import io.ctcservice.audio.Levels;
import io.ctcservice.audio.Levels.Normalization;
import io.ctcservice.audio.MelSettings;
import io.ctcservice.audio.MelSettings.Scale;
import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.Sound;
import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.audio.SpectralFrontEnd;
import io.ctcservice.audio.SpectralFrontEnd.Logarithm;
import io.ctcservice.audio.Waveform;
import io.ctcservice.audio.Window;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.onnx.OnnxNetworks;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.recognition.picture.Channels;
import io.ctcservice.recognition.picture.LineScaling;
import io.ctcservice.recognition.picture.Scaling;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A benchmark of what is before a network: ten seconds of sound, or a line of 800 × 32 pixels; and of PP-OCRv4 itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecognitionBenchmark {

    private static final int SECONDS = 10;
    private static final int RATE = 16_000;

    /** {@code resampling} is from 44.1 kHz; {@code scaling} is part of {@code ppocr}. */
    @Param({"waveform", "kaldi", "nemo", "resampling", "scaling", "ppocr"})
    String work = "";

    private double[] samples = {};
    private Bitmap picture = Bitmap.adopt(1, 1, new byte[3]);
    private final LineScaling scaling =
            new LineScaling(48, Channels.BGR, List.of(0.5), List.of(0.5), 0, 8, 48, 4096, Scaling.BILINEAR);
    private @Nullable NeuralNetwork network;

    @Setup
    public void setUp() throws Exception {
        var random = new Random(1);
        samples = random.doubles(SECONDS * 44_100, -0.5, 0.5).toArray();
        var pixels = new byte[3 * 800 * 32];
        random.nextBytes(pixels);
        picture = Bitmap.adopt(800, 32, pixels);
        if (work.equals("ppocr")) {
            try (var file = RecognitionBenchmark.class.getResourceAsStream("/models/ch_PP-OCRv4_rec_infer.onnx")) {
                var model = NetworkFiles.of(Objects.requireNonNull(file).readAllBytes());
                network = OnnxNetworks.load(OnnxRuntime.load(), "ppocr", model, NetworkSettings.none());
            }
        }
    }

    @TearDown
    public void close() {
        if (network != null) {
            network.close();
        }
    }

    @Benchmark
    public Object run() throws IOException {
        return switch (work) {
            case "waveform" -> rows(new Waveform(RATE, 1, true, 1e-7));
            case "kaldi" -> rows(frontEnd(Window.POVEY, Edges.MIRROR, true, false, Scale.HTK, Normalization.NONE));
            case "nemo" ->
                rows(frontEnd(Window.HANN, Edges.REFLECT, false, true, Scale.SLANEY, Normalization.PER_FEATURE));
            case "resampling" -> {
                var made = new double[SECONDS * RATE];
                yield Resampler.of(Sound.of(44_100, samples), RATE).read(made, 0, made.length);
            }
            case "scaling" -> scaling.apply(picture);
            default -> Objects.requireNonNull(network).recognise(picture);
        };
    }

    private Object rows(SoundFrontEnd frontEnd) {
        return frontEnd.rows(samples, SECONDS * RATE);
    }

    private static SpectralFrontEnd frontEnd(
            Window window, Edges edges, boolean isKaldi, boolean overSignal, Scale scale, Normalization normalization) {
        var frames = new FrameSettings(RATE, 1, 400, 160, 512, window, edges, false, isKaldi, 0.97, overSignal);
        return new SpectralFrontEnd(
                frames,
                Bins.POWER,
                Optional.of(new MelSettings(80, isKaldi ? 20 : 0, isKaldi ? -400 : 0, scale, isKaldi, !isKaldi)),
                new Logarithm(1e-7, !isKaldi),
                Optional.empty(),
                new Levels(normalization, List.of(), List.of()));
    }
}
