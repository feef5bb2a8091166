package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.recognition.RecognitionException.Kind;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.testing.OnnxFile;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.ToneNetwork.Layout;
import io.ctcservice.testing.ToneNetwork.Scores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of networks that fail, or take or give unusual numbers, and of many callers at once. */
final class OddNetworksTests {

    private static final long MANY = 10_000_000;

    @Test
    void aNetworkThatThrowsSaysSo() throws Exception {
        try (var network = load(withLimit(), Map.of())) {
            assertThat(read(network, 40_000).rows()).isGreaterThan(100);
            assertFails(network, new double[60_000], Kind.FAILED, "the network failed: ");
        }
    }

    /** Takes 50,000 samples at most: it adds a row of that many to what it is given. */
    private static OnnxFile withLimit() {
        return ToneNetwork.file(Layout.NTV, Scores.LOGITS)
                .numbers("most", 50_000)
                .numbers("axis", 1)
                .node("Shape samples -> sizes")
                .node("Slice sizes,axis,two,zeroth -> length")
                .numbers("two", 2)
                .numbers("zeroth", 0)
                .node("Sub most,length -> room")
                .weights("none", new float[1], 1)
                .node("Expand none,room -> unused")
                .output("unused", OnnxFile.FLOAT, "R");
    }

    /** SpeechBrain's networks take the part of each row that is no padding. */
    @ParameterizedTest
    @ValueSource(ints = {OnnxFile.FLOAT, OnnxFile.FLOAT16})
    void anInputOfOneNumberThatNeedNotBeWholeGetsAConstant(int type) throws Exception {
        var file = ToneNetwork.file(Layout.NTV, Scores.LOGITS)
                .input("wav_lens", type, "N")
                .node("Identity wav_lens -> seen")
                .output("seen", type, "N");
        for (String number : List.of("1", "0.5")) {
            try (var network = load(file, Map.of("input.constants", "wav_lens=" + number))) {
                assertThat(read(network, 40_000).rows()).isGreaterThan(100);
            }
        }
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of()))
                .withMessageContaining("is not set for [wav_lens [?]] beside samples");
    }

    @Test
    void numbersThatAreNoneAreRefusedAtTheirPlace() throws Exception {
        var file = ToneNetwork.file(Layout.NTV, Scores.LOGITS);
        try (var network = load(file, Map.of())) {
            var samples = new double[32_000];
            samples[20_000] = Double.NaN;
            assertFails(network, samples, Kind.FAILED, "the network tones gave invalid emissions: emissions/6");
        }
    }

    @Test
    void aNetworkThatGivesNoNumbersAtStartIsRefused() {
        var file = new OnnxFile()
                .input("samples", OnnxFile.FLOAT, "N", "S")
                .numbers("one", 2)
                .weights("w", new float[4 * 400], 4, 1, 400)
                .weights("zero", new float[1], 1)
                .node("Unsqueeze samples,one -> x")
                .input("unused", OnnxFile.INT64, "N")
                .node("Div zero,zero -> nan")
                .node("Transpose x -> turned", "perm", new int[] {0, 2, 1})
                .node("Conv turned,w -> logits", "strides", new int[] {320}, "kernel_shape", new int[] {400})
                .node("Add logits,nan -> bad")
                .node("Transpose bad -> y", "perm", new int[] {0, 2, 1})
                .output("y", OnnxFile.FLOAT, "N", "T", 4);
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of()))
                .withMessage("its first run gave NaN");
    }

    @Test
    void emissionsThatWouldBeTooManyEndTheWork() throws Exception {
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), Map.of())) {
            assertThatExceptionOfType(RecognitionException.class)
                    .isThrownBy(() -> network.recognise(Sound.of(16_000, new double[32_000]), Turns.AT_ONCE, 100))
                    .withMessage("the sound gives more than 100 scores, 25 frames of 4 classes")
                    .extracting(RecognitionException::kind)
                    .isEqualTo(Kind.TOO_MUCH);
        }
    }

    @Test
    void aPictureIsNothingForANetworkThatHears() throws Exception {
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), Map.of())) {
            assertThatExceptionOfType(RecognitionException.class)
                    .isThrownBy(() -> network.recognise(Bitmap.adopt(1, 1, new byte[3])))
                    .withMessage("the network tones is one for sound, not for pictures")
                    .extracting(RecognitionException::kind)
                    .isEqualTo(Kind.WRONG_INPUT);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 7", "11, 11, 7", "1, 10, 6", "11, 1, 6"})
    void otherPrecisionsAndLengthsAreTakenAndGiven(int in, int out, int lengths) throws Exception {
        var file = new OnnxFile()
                .input("samples", in, "N", "S")
                .input("lens", lengths, "N")
                .numbers("one", 1)
                .weights("w", weights(), 4, 1, 400)
                .node("Cast samples -> real", "to", OnnxFile.FLOAT)
                .node("Unsqueeze real,one -> x")
                .node("Conv x,w -> logits", "strides", new int[] {320}, "kernel_shape", new int[] {400})
                .node("Transpose logits -> turned", "perm", new int[] {0, 2, 1})
                .node("Cast turned -> y", "to", out)
                .output("y", out, "N", "T", 4)
                .node("Identity lens -> same")
                .output("same", lengths, "N");
        try (var network = load(file, Map.of())) {
            var scores = read(network, 16_000);
            assertThat(scores.rows()).isEqualTo(49);
            assertThat(scores.columns()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {OnnxFile.INT64, OnnxFile.INT32, OnnxFile.BOOL})
    void aMaskIsOnes(int type) throws Exception {
        var file = ToneNetwork.file(Layout.NTV, Scores.LOGITS)
                .input("attention_mask", type, "N", "S")
                .node("Identity attention_mask -> seen")
                .output("seen", type, "N", "S");
        try (var network = load(file, Map.of())) {
            assertThat(read(network, 16_000).rows()).isEqualTo(49);
        }
    }

    /** The logits of silence are the mean of the mask. */
    @ParameterizedTest
    @CsvSource({
        "attention_mask, FLOAT, true",
        "attention_mask, FLOAT16, true",
        "attention_mask, INT64, true",
        "input_mask, FLOAT, true",
        "padding_mask, BOOL, false",
        "padding_mask, FLOAT, false"
    })
    void aMaskSaysThatNothingIsPadding(String name, String type, boolean isOne) throws Exception {
        int number = switch (type) {
            case "FLOAT" -> OnnxFile.FLOAT;
            case "FLOAT16" -> OnnxFile.FLOAT16;
            case "BOOL" -> OnnxFile.BOOL;
            default -> OnnxFile.INT64;
        };
        var file = new OnnxFile()
                .input(name, number, "N", "S")
                .input("samples", OnnxFile.FLOAT, "N", "S")
                .numbers("one", 1)
                .weights("w", weights(), 4, 1, 400)
                .node("Cast " + name + " -> mask", "to", OnnxFile.FLOAT)
                .node("ReduceMean mask -> share", "keepdims", 1)
                .node("Unsqueeze samples,one -> x")
                .node("Conv x,w -> logits", "strides", new int[] {320}, "kernel_shape", new int[] {400})
                .node("Transpose logits -> turned", "perm", new int[] {0, 2, 1})
                .node("Add turned,share -> y")
                .output("y", OnnxFile.FLOAT, "N", "T", 4);
        try (var network = load(file, Map.of("scores", "logits"))) {
            assertThat(read(network, 16_000).get(0, 0)).isEqualTo(isOne ? 1 : 0);
        }
    }

    /** Of silence it makes 64 classes of the same probability, which sum to 0.9987 in half precision, and of noise one that is nearly 1. */
    @Test
    void logProbsOfHalfPrecisionAreNormalised() throws Exception {
        var loud = new float[64 * 6];
        Arrays.fill(loud, 0, 6, 1e4f);
        var file = new OnnxFile()
                .input("samples", OnnxFile.FLOAT, "N", "S")
                .numbers("one", 1)
                .weights("w", sines(6), 6, 1, 400)
                .weights("loud", loud, 64, 6, 1)
                .node("Unsqueeze samples,one -> x")
                .node("Conv x,w -> swings", "strides", new int[] {320}, "kernel_shape", new int[] {400})
                .node("Mul swings,swings -> energies")
                .node("Conv energies,loud -> logits", "kernel_shape", new int[] {1})
                .node("LogSoftmax logits -> logProbs", "axis", 1)
                .node("Cast logProbs -> half", "to", OnnxFile.FLOAT16)
                .node("Transpose half -> y", "perm", new int[] {0, 2, 1})
                .output("y", OnnxFile.FLOAT16, "N", "T", 64);
        String symbols = IntStream.range(1, 64)
                .mapToObj(i -> ", \"" + (char) (0x4e00 + i) + "\"")
                .collect(Collectors.joining("", "[\"<pad>\"", "]"));
        try (var network = load(file, Map.of("vocabulary", symbols, "scores", "log-probs"))) {
            var scores = read(network, 16_000);
            double sum = 0;
            for (int v = 0; v < 64; v++) {
                sum += Math.exp(scores.get(20, v));
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    private static float[] sines(int filters) {
        var weights = new float[filters * 400];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i);
        }
        return weights;
    }

    private static float[] weights() {
        var weights = new float[4 * 400];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i);
        }
        return weights;
    }

    @Test
    void manyCallersAtOnceGetWhatOneGets() throws Exception {
        try (var network = load(ToneNetwork.file(Layout.NTV, Scores.LOGITS), Map.of("windows.seconds", "2"));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var expected = List.of("abc", "cba", "aabbccaabbccaabbcc", "b").stream()
                    .map(text -> read(network, ToneNetwork.sound(text)))
                    .toList();
            var texts = List.of("abc", "cba", "aabbccaabbccaabbcc", "b");
            var made = IntStream.range(0, 32)
                    .mapToObj(i -> callers.submit(() -> read(network, ToneNetwork.sound(texts.get(i % 4)))))
                    .toList();
            for (int i = 0; i < made.size(); i++) {
                assertThat(made.get(i).get()).isEqualTo(expected.get(i % 4));
            }
        }
    }

    private static void assertFails(NeuralNetwork network, double[] samples, Kind kind, String message) {
        assertThatExceptionOfType(RecognitionException.class)
                .isThrownBy(() -> read(network, samples))
                .withMessageStartingWith(message)
                .extracting(RecognitionException::kind)
                .isEqualTo(kind);
    }

    @Test
    void theWeightsOfALanguageModelAreThoseOfTheSettingsThenOfTheFile() throws Exception {
        var file = ToneNetwork.file(Layout.NTV, Scores.LOGITS).metadata("ctc.language-model.weight", "0.7");
        try (var network = load(file, Map.of("language-model.word-bonus", "-1"))) {
            assertThat(network.description().weights()).isEqualTo(new FusionWeights(0.7, -1));
        }
        try (var network = load(file, Map.of("language-model.weight", "0.2"))) {
            assertThat(network.description().weights()).isEqualTo(new FusionWeights(0.2, 3.5));
        }
        assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, Map.of("language-model.weight", "-1")))
                .withMessageContaining("expected a number from 0 to 1000");
    }

    @Test
    void whatMeansNothingInTheMetadataIsWarnedOf() throws Exception {
        var file = ToneNetwork.file(Layout.NTV, Scores.LOGITS)
                .metadata("ctc.langauge-model.weight", "0.7")
                .metadata("ctc.language-model.word-bonus", "1")
                .metadata("ctc.about", "tones");
        assertThat(Warnings.of(() -> load(file, Map.of())))
                .containsExactly("network tones: ctc.langauge-model.weight in the metadata of its file has no effect");
    }

    @Test
    void aDurationOfFramesThatIsOffIsWarnedOf() throws Exception {
        var file = ToneNetwork.file(Layout.NTV, Scores.LOGITS);
        assertThat(Warnings.of(() -> load(file, Map.of("seconds-per-frame", "0.0202"))))
                .containsExactly(
                        "network tones: seconds-per-frame of 0.0202, but its first run showed 0.02: times may drift");
        assertThat(Warnings.of(() -> load(file, Map.of("seconds-per-frame", "0.02"))))
                .isEmpty();
        for (String wrong : List.of("0.03", "1e300", "-1", "0")) {
            assertThatExceptionOfType(NetworkFaultException.class)
                    .isThrownBy(() -> load(file, Map.of("seconds-per-frame", wrong)))
                    .withMessageContaining("expected about 0.02, as the first run showed");
        }
    }

    private static FloatMatrix read(NeuralNetwork network, int samples) {
        return read(network, new double[samples]);
    }

    private static FloatMatrix read(NeuralNetwork network, double[] samples) {
        try {
            return network.recognise(Sound.of(16_000, samples), Turns.AT_ONCE, MANY)
                    .scores();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static NeuralNetwork load(OnnxFile file, Map<String, String> settings) throws Exception {
        var all = new HashMap<>(Map.of("preset", "wav2vec2", "sound.normalization", "none", "scores", "logits"));
        all.put("vocabulary", "[\"<pad>\", \"a\", \"b\", \"c\"]");
        all.putAll(settings);
        return OnnxNetworks.load(
                OnnxRuntime.load(), "tones", NetworkFiles.of(file.bytes()), new NetworkSettings(all, Optional.empty()));
    }
}
