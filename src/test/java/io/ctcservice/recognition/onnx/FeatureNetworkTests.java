package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.Sound;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.testing.OnnxFile;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of networks whose input is features: four rows of them become one frame. */
final class FeatureNetworkTests {

    private static final int BANDS = 80;
    private static final int CLASSES = 5;

    /** The order of the input. */
    enum Order {
        NTD,
        NDT,
        N1TD,
        N1DT
    }

    @ParameterizedTest
    @EnumSource
    void theSameRowsInAnyOrderGiveTheSameScores(Order order) throws Exception {
        try (var network = load(file(order, true), Map.of("preset", "icefall"));
                var usual = load(file(Order.NTD, true), Map.of("preset", "icefall"))) {
            assertThat(network.description().secondsPerFrame()).isCloseTo(0.04, within(1e-12));
            assertThat(network.description().facts().get("input.layout"))
                    .hasToString(
                            "Fact[value=" + order.name().toLowerCase(Locale.ROOT) + ", source=the shape of the input]");
            var samples = new Random(5).doubles(20_000, -0.5, 0.5).toArray();
            var scores = network.recognise(Sound.of(16_000, samples), Turns.AT_ONCE, 100_000)
                    .scores();
            assertThat(scores.rows()).isEqualTo((20_000 + 80) / 160 / 4);
            assertThat(scores)
                    .isEqualTo(usual.recognise(Sound.of(16_000, samples), Turns.AT_ONCE, 100_000)
                            .scores());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EncDecCTCModelBPE, NDT, nemo",
        "zipformer2_ctc, NTD, icefall",
        "wenet_ctc, NTD, wenet",
    })
    void metadataOfSherpaTellTheFamily(String type, Order order, String preset) throws Exception {
        var file = file(order, true)
                .metadata("model_type", type)
                .metadata("normalize_type", "per_feature")
                .metadata("subsampling_factor", "4");
        try (var network = load(file, Map.of())) {
            var facts = network.description().facts();
            assertThat(facts.get("preset")).hasToString("Fact[value=" + preset + ", source=the file's metadata]");
            assertThat(facts.get("seconds-per-frame")).hasToString("Fact[value=0.04, source=the file's metadata]");
            assertThat(facts.get("sound.normalization"))
                    .hasToString("Fact[value=per-feature, source=the file's metadata]");
        }
    }

    /** Since its third version it has another front end, which only the comment tells. */
    @ParameterizedTest
    @CsvSource({"v3, gigaam-v3, 0.02", "v3 with puncutations, gigaam-v3, 0.02", "'', gigaam, 0.025"})
    void theCommentTellsTheVersionOfGigaAm(String comment, String preset, String seconds) throws Exception {
        var file = new OnnxFile()
                .input("features", OnnxFile.FLOAT, "N", 64, "T")
                .weights("w", new float[CLASSES * 64], CLASSES, 64, 1)
                .node("Conv features,w -> scores", "kernel_shape", new int[] {1})
                .output("scores", OnnxFile.FLOAT, "N", CLASSES, "T")
                .metadata("model_type", "EncDecCTCModel")
                .metadata("is_giga_am", "1")
                .metadata("comment", comment);
        try (var network = load(file, Map.of())) {
            var facts = network.description().facts();
            assertThat(facts.get("preset")).hasToString("Fact[value=" + preset + ", source=the file's metadata]");
            assertThat(facts.get("sound.frame-seconds"))
                    .hasToString("Fact[value=" + seconds + ", source=the preset " + preset + "]");
        }
    }

    @Test
    void aNetworkOfNemoHasTheBlankBehindItsSymbols() throws Exception {
        var settings = Map.of("preset", "nemo", "vocabulary", "[\"a\", \"b\", \"c\", \"d\"]");
        try (var network = load(file(Order.NDT, true), settings)) {
            assertThat(network.description().vocabulary().symbols()).containsExactly("a", "b", "c", "d", "<blk>");
            assertThat(network.description().vocabulary().blank()).isEqualTo(4);
        }
    }

    @Test
    void featuresThatDoNotFitTheInputAreRefused() throws Exception {
        var file = file(Order.NTD, true);
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of("preset", "gigaam")))
                .withMessageContaining("rows of 64 values do not fit the input x [?, ?, 80] (the preset gigaam)")
                .extracting(NetworkFaultException::setting)
                .isEqualTo("sound.bands");
    }

    @Test
    void anInputThatSaysNothingNeedsTheSetting() throws Exception {
        var file = file(Order.NDT, false);
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of("preset", "icefall")))
                .extracting(NetworkFaultException::setting)
                .isEqualTo("input.layout");
        try (var network = load(file, Map.of("preset", "icefall", "input.layout", "ndt"))) {
            assertThat(network.description().secondsPerFrame()).isCloseTo(0.04, within(1e-12));
        }
    }

    @Test
    void anInputWithoutAShapeNeedsTheSettingToo() throws Exception {
        var file = new OnnxFile()
                .inputOfAnyShape("x", OnnxFile.FLOAT)
                .node("Softmax x -> y", "axis", 2)
                .output("y", OnnxFile.FLOAT, "N", "T", 80);
        var settings = Map.of("preset", "icefall", "vocabulary", symbols(80), "blank", "0");
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, settings))
                .withMessageContaining("expected one of ntd, ndt, n1dt, n1td; the input is x []");
        var all = new HashMap<>(settings);
        all.put("input.layout", "ntd");
        try (var network = load(file, all)) {
            assertThat(network.description().vocabulary().size()).isEqualTo(80);
        }
    }

    private static String symbols(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"s" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wav2vec2 | N,T,80 |     | sound.form   | samples do not fit the input x [?, ?, 80] (the preset wav2vec2)",
                "icefall  | N,T    |     | sound.form   | rows of 80 values do not fit the input x [?, ?] (the preset icefall)",
                "icefall  | N,T    | nt  | input.layout | expected a layout that fits the input x [?, ?] and rows of 80 values, found nt (the setting)",
                "icefall  | N,T,80 | ndt | input.layout | expected a layout that fits the input x [?, ?, 80] and rows of 80 values, found ndt (the setting)",
                "icefall  | N,9,80 |     | location     | the input x [?, 9, 80] takes sound of one length only; expected an axis of any length, for which networks are exported with dynamic axes",
                "wav2vec2 | N,9000 |     | location     | the input x [?, 9000] takes sound of one length only; expected an axis of any length, for which networks are exported with dynamic axes",
                "paddleocr| N,T,80 |     | picture.height | pictures do not fit the input x [?, ?, 80] (the preset paddleocr)",
            })
    void anInputThatTheFrontEndDoesNotFitNamesTheSetting(
            String preset, String shape, @Nullable String layout, String setting, String complaint) {
        var sizes = Stream.of(shape.split(",", -1))
                .map(size -> size.matches("[0-9]+") ? (Object) Integer.valueOf(size) : size)
                .toArray();
        var file = new OnnxFile()
                .input("x", OnnxFile.FLOAT, sizes)
                .node("Identity x -> y")
                .output("y", OnnxFile.FLOAT, sizes);
        var settings = new HashMap<>(Map.of("preset", preset, "vocabulary", symbols(80), "blank", "0"));
        if (layout != null) {
            settings.put("input.layout", layout);
        }
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, settings))
                .withMessage(complaint)
                .extracting(NetworkFaultException::setting)
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @CsvSource({
        "streaming.delay-frames, 5",
        "sound.lifter, 22",
        "sound.epsilon, 0.1",
        "picture.scaling, bilinear",
        "picture.height, 32"
    })
    void aSettingThatMeansNothingToTheNetworkIsRefused(String setting, String value) {
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file(Order.NTD, true), Map.of("preset", "icefall", setting, value)))
                .withMessage("has no effect beside the other settings of this network; expected none")
                .extracting(NetworkFaultException::setting)
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "1,Infinity", "1e400", "loud"})
    void whatIsNoFiniteNumberIsNoMean(String mean) {
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file(Order.NTD, true), Map.of("preset", "icefall", "sound.mean", mean)))
                .withMessage("expected numbers separated by commas, found " + mean + " (the setting)");
    }

    @Test
    void anInputThatNobodyCanFillIsRefused() throws Exception {
        var file = file(Order.NTD, true).input("state", OnnxFile.FLOAT, 1, 8);
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of("preset", "icefall")))
                .withMessageContaining("[state [1, 8]]");
    }

    /** WeNet's export for GPUs gives the output of the encoder first, then that of its CTC layer. */
    @Test
    void ofSeveralOutputsTheOneOfTheSizeOfTheVocabularyHasTheScores() throws Exception {
        var file = new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", "T", BANDS)
                .weights("w", new float[BANDS * 7], BANDS, 7)
                .weights("v", new float[7 * CLASSES], 7, CLASSES)
                .node("MatMul x,w -> hidden")
                .node("MatMul hidden,v -> scores")
                .output("hidden", OnnxFile.FLOAT, "N", "T", 7)
                .output("scores", OnnxFile.FLOAT, "N", "T", CLASSES);
        try (var network = load(file, Map.of("preset", "wenet"))) {
            assertThat(network.description().facts().get("output.name"))
                    .hasToString("Fact[value=scores, source=the only one of the size of the vocabulary]");
        }
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of("preset", "wenet", "output.name", "hidden")))
                .withMessage("the output hidden of the first run is [1, 98, 7], in which nothing has the size of the"
                        + " vocabulary, 5");
    }

    private static OnnxFile file(Order order, boolean saysBands) {
        var random = new Random(1);
        var weights = new float[CLASSES * BANDS * 4];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.1 * random.nextGaussian());
        }
        Object bands = saysBands ? (Object) BANDS : "D";
        var file = new OnnxFile().weights("w", weights, CLASSES, BANDS, 4).numbers("one", 1);
        String rows = switch (order) {
            case NTD -> {
                file.input("x", OnnxFile.FLOAT, "N", "T", bands)
                        .node("Transpose x -> rows", "perm", new int[] {0, 2, 1});
                yield "rows";
            }
            case NDT -> {
                file.input("x", OnnxFile.FLOAT, "N", bands, "T");
                yield "x";
            }
            case N1TD -> {
                file.input("x", OnnxFile.FLOAT, "N", 1, "T", bands)
                        .node("Squeeze x,one -> flat")
                        .node("Transpose flat -> rows", "perm", new int[] {0, 2, 1});
                yield "rows";
            }
            case N1DT -> {
                file.input("x", OnnxFile.FLOAT, "N", 1, bands, "T").node("Squeeze x,one -> rows");
                yield "rows";
            }
        };
        return file.node("Conv " + rows + ",w -> logits", "strides", new int[] {4}, "kernel_shape", new int[] {4})
                .node("Transpose logits -> y", "perm", new int[] {0, 2, 1})
                .output("y", OnnxFile.FLOAT, "N", "F", CLASSES);
    }

    private static NeuralNetwork load(OnnxFile file, Map<String, String> settings) throws Exception {
        var all = new HashMap<>(Map.of("vocabulary", "[\"<blk>\", \"a\", \"b\", \"c\", \"d\"]"));
        all.putAll(settings);
        return OnnxNetworks.load(
                OnnxRuntime.load(),
                "features",
                NetworkFiles.of(file.bytes()),
                new NetworkSettings(all, Optional.empty()));
    }
}
