package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkDescription.Kind;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Tensor;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.recognition.picture.PictureFile;
import io.ctcservice.recognition.picture.PictureFormatException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Tests that the shipped networks work without settings. */
final class ShippedNetworksTests {

    private static final Path LINE = Path.of("src/docs/examples/line.png");
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
}
