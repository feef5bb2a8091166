package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkFacts.Fact;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.testing.OnnxFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** As Keras and Calamari have it: time is the first axis of a picture. */
    @ParameterizedTest
    @CsvSource({"nwhc, 0 3 2 1", "ncwh, 0 1 3 2"})
    void columnsMayComeFirst(String layout, String order) throws Exception {
        boolean isLast = layout.equals("nwhc");
        Object[] shape = isLast ? new Object[] {"N", "W", HEIGHT, 1} : new Object[] {"N", 1, "W", HEIGHT};
        try (var usual = load(scored(lines()));
                var turned = load(scored(turned(new OnnxFile().input("x", OnnxFile.FLOAT, shape), order)))) {
            assertThat(turned.description().facts().get("input.layout"))
                    .hasToString("Fact[value=" + layout + ", source=the shape of the input]");
            assertThat(turned.description().height()).isEqualTo(HEIGHT);
            assertThat(read(turned, 16)).isEqualTo(read(usual, 16));
        }
    }

    /** As in Keras's examples, whose pictures are of one size: it may be that of tall pictures, too. */
    @Test
    void picturesThatMayBeTallNeedTheirLayout() throws Exception {
        var file = scored(turned(new OnnxFile().input("x", OnnxFile.FLOAT, "N", 64, HEIGHT, 1), "0 3 2 1"));
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file))
                .withMessage(
                        "is not set, and neither the model nor the files beside it have it: expected one of nchw, nhwc, nwhc,"
                                + " ncwh; the input is x [?, 64, 32, 1], and preset keras-handwriting or keras-captcha if it is of one of these examples")
                .extracting(NetworkFaultException::setting)
                .isEqualTo("input.layout");
        try (var usual = load(scored(lines()));
                var turned = load(file, Map.of("input.layout", "nwhc"))) {
            assertThat(turned.description().facts().get("picture.max-width"))
                    .hasToString("Fact[value=64, source=the shape of the input]");
            assertThat(read(turned, 16)).isEqualTo(read(usual, 16));
        }
    }

    /** As LPRNet and readers of captchas have it, whose programs resize each picture to one size; for long lines that is seldom. */
    @ParameterizedTest
    @CsvSource({"64, crnn, stretch", "192, crnn, stretch", "196, crnn, left", "64, doctr, left", "64, paddleocr, left"})
    void shortInputsOfOneWidthAreFilled(int width, String preset, String align) throws Exception {
        int colours = preset.equals("crnn") ? 1 : 3;
        var file =
                scored(convolved(new OnnxFile().input("x", OnnxFile.FLOAT, "N", colours, HEIGHT, width), "x", colours));
        try (var network = load(file, Map.of("preset", preset))) {
            assertThat(network.description().facts().get("picture.align"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo(align);
            assertThat(network.description().facts().containsKey("picture.padding"))
                    .isNotEqualTo(align.equals("stretch"));
        }
    }

    @Test
    void aStretchedPictureReadsAsOneOfTheWidthOfTheInput() throws Exception {
        var file = scored(convolved(new OnnxFile().input("x", OnnxFile.FLOAT, "N", 1, HEIGHT, 64), "x"));
        var black = Bitmap.adopt(20, 20, new byte[3 * 20 * 20]);
        try (var stretched = load(file);
                var padded = load(file, Map.of("picture.align", "left", "picture.padding", "1"))) {
            var scores = stretched.recognise(black).scores();
            assertThat(scores.get(15, 1)).isEqualTo(scores.get(0, 1));
            assertThat(padded.recognise(black).scores().get(15, 1)).isNotEqualTo(scores.get(0, 1));
        }
    }

    /** Padding says that lines are not stretched. */
    @Test
    void paddingHasNoEffectOnStretchedLines() throws Exception {
        var file = scored(convolved(new OnnxFile().input("x", OnnxFile.FLOAT, "N", 1, HEIGHT, 64), "x"));
        try (var network = load(file, Map.of("picture.padding", "1"))) {
            assertThat(network.description().facts().get("picture.align"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo("left");
        }
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of("picture.padding", "1", "picture.align", "stretch")))
                .extracting(NetworkFaultException::setting)
                .isEqualTo("picture.padding");
    }

    /** As Calamari has it, with the width of a picture in a row of one number. */
    @Test
    void picturesMayBeBytesAndTheirWidthARow() throws Exception {
        var file = turned(
                        new OnnxFile()
                                .input("img", OnnxFile.UINT8, "N", "W", HEIGHT, 1)
                                .input("img_len", OnnxFile.INT32, "N", 1)
                                .node("Cast img -> real", "to", OnnxFile.FLOAT)
                                .weights("half", new float[] {127.5f})
                                .weights("one", new float[] {1})
                                .node("Div real,half -> doubled")
                                .node("Sub doubled,one -> x"),
                        "0 3 2 1")
                .numbers("columns", COLUMNS)
                .node("Cast img_len -> long", "to", OnnxFile.INT64)
                .node("Div long,columns -> out_len")
                .output("out_len", OnnxFile.INT64, "N", 1);
        try (var usual = load(scored(lines()));
                var bytes = load(scored(file))) {
            var expected = read(usual, 16);
            var actual = read(bytes, 16);
            assertThat(actual.rows()).isEqualTo(16);
            for (int t = 0; t < 16; t++) {
                assertThat(actual.get(t, 1)).isCloseTo(expected.get(t, 1), within(1e-4f));
            }
        }
    }

    private static OnnxFile turned(OnnxFile file, String order) {
        int[] axes =
                Arrays.stream(order.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        return convolved(file.node("Transpose x -> lines", "perm", axes), "lines");
    }

    private static OnnxFile scored(OnnxFile file) {
        return file.numbers("two", 2).node("Squeeze high,two -> y").output("y", OnnxFile.FLOAT, "N", CLASSES, "T");
    }

    /** Returns a network that makes of grey lines scores {@code high} of a frame of some columns. */
    private static OnnxFile lines() {
        return convolved(new OnnxFile().input("x", OnnxFile.FLOAT, "N", 1, HEIGHT, "W"), "x");
    }

    private static OnnxFile convolved(OnnxFile file, String lines) {
        return convolved(file, lines, 1);
    }

    private static OnnxFile convolved(OnnxFile file, String lines, int colours) {
        var weights = new float[CLASSES * colours * HEIGHT * COLUMNS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i);
        }
        return file.weights("w", weights, CLASSES, colours, HEIGHT, COLUMNS)
                .node(
                        "Conv " + lines + ",w -> high",
                        "strides",
                        new int[] {HEIGHT, COLUMNS},
                        "kernel_shape",
                        new int[] {HEIGHT, COLUMNS});
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
        return load(file, Map.of());
    }

    private static NeuralNetwork load(OnnxFile file, Map<String, String> others) throws Exception {
        var settings =
                new HashMap<>(Map.of("preset", "crnn", "vocabulary", "[\"<blank>\", \"a\", \"b\"]", "blank", "0"));
        settings.putAll(others);
        return OnnxNetworks.load(
                OnnxRuntime.load(),
                "lines",
                NetworkFiles.of(file.bytes()),
                new NetworkSettings(settings, Optional.empty()));
    }
}
