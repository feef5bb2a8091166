package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.text.EditDistance;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.picture.PictureFile;
import io.ctcservice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The line recogniser of PP-OCRv4, as people convert it for ONNX Runtime: with its dictionary in its metadata. */
final class PaddleOcrTests {

    private static final long PIXELS = 10_000_000;

    @Test
    void readsPicturesAsTheNetworkItselfDid() throws Exception {
        var data = SharedData.require();
        try (var network = load(Map.of())) {
            assertThat(network.description().vocabulary().size()).isEqualTo(6625);
            assertThat(network.description().vocabulary().blank()).isZero();
            assertThat(network.description().scores()).isEqualTo(ScoreKind.PROBS);
            assertThat(network.description().height()).isEqualTo(48);
            for (var item : data.items("ocr_ppv4_6625")) {
                var picture = Files.readAllBytes(data.file("images/ocr_ppv4_6625/" + item.id() + ".png"));
                var emissions = network.recognise(PictureFile.read(picture, PIXELS));

                assertThat(greedy(network, emissions)).as(item.id()).isEqualTo(item.greedy());
                assertThat(emissions.frames())
                        .as(item.id())
                        .isEqualTo(item.scores().rows());
                assertCloseTo(item.emissions(), emissions, item.id());
            }
        }
    }

    /** The pictures were scaled by OpenCV, whose fixed-point rounding is off by one now and then: 0.09 at most here. */
    private static void assertCloseTo(Emissions expected, Emissions actual, String id) {
        double largest = 0;
        for (int t = 0; t < expected.frames(); t++) {
            for (int v = 0; v < expected.vocabSize(); v++) {
                largest = Math.max(largest, Math.abs(expected.softmax(t, v) - actual.softmax(t, v)));
            }
        }
        assertThat(largest).as(id).isCloseTo(0, within(0.1));
    }

    @Test
    void readsEnglishLinesSensibly() throws Exception {
        var data = SharedData.require();
        int right = 0;
        int all = 0;
        try (var network = load(Map.of())) {
            for (String set : new String[] {"ocr_rendered_en", "ocr_scan_en"}) {
                for (var item : data.items(set)) {
                    var file = data.file("images/" + set + "/" + item.id() + ".png");
                    if (Files.exists(file)) {
                        String text =
                                greedy(network, network.recognise(PictureFile.read(Files.readAllBytes(file), PIXELS)));
                        int wrong = EditDistance.between(characters(item.truth()), characters(text));
                        all += item.truth().length();
                        right += item.truth().length() - wrong;
                    }
                }
            }
        }
        assertThat((double) right / all)
                .as("share of characters, %d in all", all)
                .isGreaterThan(0.85);
    }

    private static Labels characters(String text) {
        return Labels.of(text.chars().filter(c -> c != ' ').toArray());
    }

    private static String greedy(NeuralNetwork network, Emissions emissions) {
        var vocabulary = network.description().vocabulary();
        return vocabulary.text(Collapse.labels(emissions.bestPath(), vocabulary.blank()));
    }

    private static NeuralNetwork load(Map<String, String> settings) throws Exception {
        try (var file = PaddleOcrTests.class.getResourceAsStream("/models/ch_PP-OCRv4_rec_infer.onnx")) {
            byte[] model = Objects.requireNonNull(file).readAllBytes();
            return OnnxNetworks.load(
                    OnnxRuntime.load(),
                    "ppocr",
                    NetworkFiles.of(model),
                    new NetworkSettings(settings, Optional.empty()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
