package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.Sound;
import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.text.EditDistance;
import io.ctcservice.recognition.NetworkDescription.Kind;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Tensor;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.recognition.picture.PictureFile;
import io.ctcservice.recognition.picture.PictureFormatException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** Tests that the shipped networks work without settings. */
final class ShippedNetworksTests {

    private static final Path LINE = Path.of("src/docs/examples/line.png");
    private static final Path RECORDING = Path.of("src/docs/examples/talk.flac");
    private static final String SAID = "good morning and thank you for calling";
    private static final int MAX_PIXELS = 1_000_000;

    @Test
    void printReadsALineOfPrint() throws IOException, PictureFormatException {
        try (var networks = RegisteredNetworks.load(Map.of())) {
            assertThat(networks.isShipped("print")).isTrue();
            NeuralNetwork print = Objects.requireNonNull(networks.byName().get("print"));
            assertThat(print.description().kind()).isEqualTo(Kind.PICTURE);
            Emissions emissions = print.recognise(PictureFile.read(Files.readAllBytes(LINE), MAX_PIXELS));
            var vocabulary = print.description().vocabulary();
            var read = new StringBuilder();
            for (int label :
                    Collapse.labels(emissions.bestPath(), vocabulary.blank()).toArray()) {
                read.append(vocabulary.symbols().get(label));
            }
            assertThat(read).hasToString("Fig. 2a shows where the label ``café'' begins (see pp. 66-75).");
        }
    }

    /** The case was written with the file by the library that trained it, which had the same rounded weights. */
    @Test
    void printSaysWhatTheTrainingLibrarySaid() throws IOException, OnnxRuntimeException, NetworkFaultException {
        byte[] file = new ClassPathResource("networks/print.onnx").getContentAsByteArray();
        try (var print = OnnxRuntime.load().open(NetworkFiles.of(file));
                var known = new DataInputStream(
                        new ClassPathResource("io/ctcservice/recognition/print-case.bin").getInputStream())) {
            int width = known.readInt();
            var ink = new float[32 * width];
            for (int i = 0; i < ink.length; i++) {
                ink[i] = known.readFloat();
            }
            var said = Objects.requireNonNull(print.run(
                            Map.of("picture", Tensor.of(ink, List.of(1, 1, 32, width))), Set.of("log_probs"))
                    .get("log_probs"));
            assertThat(said.shape()).containsExactly(1, width / 4, known.readInt());
            for (float logProb : said.borrowFloats()) {
                assertThat(logProb).isCloseTo(known.readFloat(), within(1e-3f)); // float32 sums in another order
            }
            assertThat(known.read()).isEqualTo(-1);
        }
    }

    @Test
    void demoEnglishHearsARecording() throws IOException {
        String heard = heard("demo-english");
        assertThat(wrong(heard)).as(heard).isLessThanOrEqualTo(SAID.length() / 10);
    }

    @Test
    void demoEnglishStreamingHearsARecordingWholeAndInChunks() throws IOException {
        try (var networks = RegisteredNetworks.load(Map.of())) {
            var network = Objects.requireNonNull(networks.byName().get("demo-english-streaming"));
            FloatMatrix whole = scores(network);
            var session = network.streaming().orElseThrow().open();
            double[] samples = samples();
            int row = 0;
            for (int from = 0; from < samples.length; from += 1600) {
                int count = Math.min(1600, samples.length - from);
                var chunk = Arrays.copyOfRange(samples, from, from + count);
                row = compare(session.accept(chunk, count), whole, row);
            }
            assertThat(compare(session.end(), whole, row)).isEqualTo(whole.rows());
        }
    }

    /** Returns the row after those that it compared. */
    private static int compare(FloatMatrix part, FloatMatrix whole, int from) {
        for (int t = 0; t < part.rows(); t++) {
            for (int v = 0; v < part.columns(); v++) {
                assertThat(part.get(t, v)).isCloseTo(whole.get(from + t, v), within(1e-3f));
            }
        }
        return from + part.rows();
    }

    /** The cases were written with the files by the library that trained them, which had the same rounded weights. */
    @ParameterizedTest
    @ValueSource(strings = {"demo-english", "demo-english-streaming"})
    void networksThatHearSayWhatTheTrainingLibrarySaid(String name) throws IOException {
        try (var networks = RegisteredNetworks.load(Map.of());
                var known = new DataInputStream(
                        new ClassPathResource("io/ctcservice/recognition/" + name + "-case.bin").getInputStream())) {
            var network = Objects.requireNonNull(networks.byName().get(name));
            assertThat(network.description().about()).contains("people poorly");
            FloatMatrix said = scores(network);
            assertThat(said.rows()).isEqualTo(known.readInt());
            assertThat(said.columns()).isEqualTo(known.readInt());
            for (float logProb : said.borrowArray()) {
                assertThat(logProb).isCloseTo(known.readFloat(), within(1e-3f)); // float32 sums in another order
            }
            assertThat(known.read()).isEqualTo(-1);
        }
    }

    private static String heard(String name) throws IOException {
        try (var networks = RegisteredNetworks.load(Map.of())) {
            NeuralNetwork network = Objects.requireNonNull(networks.byName().get(name));
            var vocabulary = network.description().vocabulary();
            var read = new StringBuilder();
            var emissions = Emissions.of(scores(network), ScoreKind.LOG_PROBS);
            for (int label :
                    Collapse.labels(emissions.bestPath(), vocabulary.blank()).toArray()) {
                read.append(vocabulary.symbols().get(label));
            }
            return read.toString();
        }
    }

    private static int wrong(String heard) {
        return EditDistance.between(
                Labels.of(heard.chars().toArray()), Labels.of(SAID.chars().toArray()));
    }

    private static FloatMatrix scores(NeuralNetwork network) throws IOException {
        return network.recognise(Sound.of(16_000, samples()), Turns.AT_ONCE, 1_000_000)
                .scores();
    }

    private static double[] samples() throws IOException {
        try (var file = Files.newInputStream(RECORDING)) {
            var sound = Resampler.of(SoundFiles.open(file, OptionalInt.empty()), 16_000);
            var samples = new double[10 * 16_000];
            int filled = 0;
            for (int read = 1; read > 0; filled += read) {
                read = Math.max(0, sound.read(samples, filled, samples.length - filled));
            }
            return Arrays.copyOf(samples, filled);
        }
    }
}
