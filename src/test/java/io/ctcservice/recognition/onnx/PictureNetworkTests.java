package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.testing.OnnxFile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of networks for pictures that give or take what those for sound do not. */
final class PictureNetworkTests {

    private static final int HEIGHT = 32;
    private static final int COLUMNS = 4; // to a frame
    private static final int CLASSES = 3;

    /** As kraken's recognisers do, which keep the axis of the height, and others exported from TensorFlow. */
    @ParameterizedTest
    @ValueSource(strings = {"nv1t", "n1tv"})
    void theAxisOfTheHeightMayBeLeftInTheOutput(String layout) throws Exception {
        FloatMatrix expected;
        try (var network = load(lines().numbers("two", 2)
                .node("Squeeze high,two -> y")
                .output("y", OnnxFile.FLOAT, "N", CLASSES, "T"))) {
            expected = read(network, 16);
        }
        var file = layout.equals("nv1t")
                ? lines().output("high", OnnxFile.FLOAT, "N", CLASSES, 1, "T")
                : lines().node("Transpose high -> y", "perm", new int[] {0, 2, 3, 1})
                        .output("y", OnnxFile.FLOAT, "N", 1, "T", CLASSES);
        try (var network = load(file)) {
            assertThat(network.description().facts().get("output.layout"))
                    .hasToString("Fact[value=" + layout + ", source=the first run]");
            assertThat(read(network, 16)).isEqualTo(expected);
        }
    }

    /** It used to be that of the colours, so that a single frame was left. */
    @Test
    void theLengthOfAPictureIsItsWidth() throws Exception {
        var file = lines().numbers("two", 2)
                .node("Squeeze high,two -> y")
                .output("y", OnnxFile.FLOAT, "N", CLASSES, "T")
                .input("lens", OnnxFile.INT64, "N")
                .numbers("columns", COLUMNS)
                .node("Div lens,columns -> y_lens")
                .output("y_lens", OnnxFile.INT64, "N");
        try (var network = load(file)) {
            assertThat(read(network, 16).rows()).isEqualTo(16);
        }
    }

    /** Returns a network that makes of grey lines scores {@code high} of a frame of some columns. */
    private static OnnxFile lines() {
        var weights = new float[CLASSES * HEIGHT * COLUMNS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i);
        }
        return new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", 1, HEIGHT, "W")
                .weights("w", weights, CLASSES, 1, HEIGHT, COLUMNS)
                .node("Conv x,w -> high", "strides", new int[] {HEIGHT, COLUMNS}, "kernel_shape", new int[] {
                    HEIGHT, COLUMNS
                });
    }

    private static FloatMatrix read(NeuralNetwork network, int frames) {
        int width = frames * COLUMNS;
        var pixels = new byte[3 * width * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (7 * i);
        }
        return network.recognise(Bitmap.adopt(width, HEIGHT, pixels)).scores();
    }

    private static NeuralNetwork load(OnnxFile file) throws Exception {
        var settings = Map.of("preset", "crnn", "vocabulary", "[\"<blank>\", \"a\", \"b\"]", "blank", "0");
        return OnnxNetworks.load(
                OnnxRuntime.load(),
                "lines",
                NetworkFiles.of(file.bytes()),
                new NetworkSettings(settings, Optional.empty()));
    }
}
