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
import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.onnx.OnnxNetworks;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.recognition.picture.Channels;
import io.ctcservice.recognition.picture.LineScaling;
import io.ctcservice.recognition.picture.PictureFile;
import io.ctcservice.recognition.picture.Placement;
import io.ctcservice.recognition.picture.Scaling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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

/** A benchmark of what is before a network: ten seconds of sound, a second of a file, or the line of the examples; and of networks that read it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecognitionBenchmark {

    private static final int SECONDS = 10;
    private static final int RATE = 16_000;
    private static final Path SECOND = Path.of("src/test/resources/io/ctcservice/audio");

    /**
     * {@code resampling} is from 44.1 kHz; {@code png} decodes the picture, {@code scaling} is part of {@code ppocr} and of
     * {@code print}, which do not decode it.
     */
    @Param({"waveform", "kaldi", "nemo", "resampling", "flac", "mp3", "opus", "png", "scaling", "ppocr", "print"})
    String work = "";

    private double[] samples = {};
    private byte[] file = {};
    private Bitmap picture = Bitmap.adopt(1, 1, new byte[3]);
    private final LineScaling scaling = new LineScaling(
            48, Channels.BGR, List.of(0.5), List.of(0.5), 0, 8, 48, 4096, Scaling.BILINEAR, Placement.LEFT);
    private @Nullable NeuralNetwork network;

    @Setup
    public void setUp() throws Exception {
        var random = new Random(1);
        samples = random.doubles(SECONDS * 44_100, -0.5, 0.5).toArray();
        var line = Files.readAllBytes(Path.of("src/docs/examples/line.png"));
        picture = PictureFile.read(line, 1_000_000);
        switch (work) {
            case "flac", "mp3", "opus" -> file = Files.readAllBytes(SECOND.resolve("abcba." + work));
            case "png" -> file = line;
            case "ppocr" -> network = load("ppocr", "/models/ch_PP-OCRv4_rec_infer.onnx");
            case "print" -> network = load("print", "/networks/print.onnx");
            default -> {} // made above
        }
    }

    private static NeuralNetwork load(String name, String resource) throws Exception {
        try (var model = RecognitionBenchmark.class.getResourceAsStream(resource)) {
            var files = NetworkFiles.of(Objects.requireNonNull(model).readAllBytes());
            return OnnxNetworks.load(OnnxRuntime.load(), name, files, NetworkSettings.none());
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
            case "flac", "mp3", "opus" ->
                SoundFiles.open(new ByteArrayInputStream(file), OptionalInt.empty())
                        .read(samples, 0, samples.length);
            case "png" -> PictureFile.read(file, 1_000_000);
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
