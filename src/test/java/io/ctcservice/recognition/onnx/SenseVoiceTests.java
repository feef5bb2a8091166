package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.testing.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of networks with the inputs and the output of SenseVoice, as sherpa-onnx and FunASR export it. */
final class SenseVoiceTests {

    private static final int VALUES = 560; // seven rows of 80
    private static final int CLASSES = 5;
    private static final String TOKENS = "<unk> 0\n<|zh|> 1\n▁a 2\nb 3\nc 4\n";

    @TempDir
    private Path folder;

    /** The output has four frames before those of the sound, of which the first class is the best by far. */
    @Test
    void theFileOfSherpaOnnxNeedsNothingButItsTokens() throws Exception {
        try (var network = load(withMetadata(), Map.of())) {
            var known = network.description();
            assertThat(known.secondsPerFrame()).isCloseTo(0.06, within(1e-12));
            assertThat(known.vocabulary().blank()).isZero();
            assertThat(known.facts().get("preset")).hasToString("Fact[value=sensevoice, source=the file's metadata]");
            assertThat(known.facts().get("input.constants"))
                    .hasToString("Fact[value=language=2,text_norm=5, source=the file's metadata]");
            for (int count : new int[] {400, 16_000, 100_000, 35 * 16_000}) {
                var scores = scores(network, count);
                int rows = 1 + (count - 400) / 160;
                assertThat(scores.rows()).isEqualTo((rows + 5) / 6);
                assertThat(scores.get(0, 1)).isLessThan(100);
            }
        }
    }

    /** Class 3 scores the sum of the two inputs more. */
    @Test
    void languageAndStyleAreThoseOfTheMetadataUnlessTheSettingSaysOthers() throws Exception {
        try (var usual = load(withMetadata(), Map.of());
                var other = load(withMetadata(), Map.of("input.constants", "language=3, text_norm = 14"))) {
            float before = scores(usual, 16_000).get(4, 3);
            assertThat(scores(other, 16_000).get(4, 3) - before).isCloseTo(17 - 7, within(1e-3F));
        }
        assertThat(refusal(withMetadata(), Map.of("input.constants", "langauge=3,text_norm=14")))
                .startsWith(
                        "input.constants: expected input=number, with commas between, for inputs that take one number among")
                .contains("found langauge=3,text_norm=14 (the setting)");
        assertThat(refusal(withMetadata(), Map.of("input.constants", "language=zh")))
                .startsWith("input.constants: expected input=number");
        assertThat(refusal(withMetadata(), Map.of("input.constants", "language=3")))
                .isEqualTo("input.constants: is not set for [text_norm [?]] beside x [?, ?, 560]: expected a number for"
                        + " each, such as language=0,style=1");
    }

    /** The mean is subtracted from all values of a row, then they are multiplied. */
    @Test
    void theLevelsAreThoseOfTheMetadataOrOfTheFileBesideIt() throws Exception {
        try (var plain = load(file(), Map.of("preset", "sensevoice"));
                var inMetadata = load(withMetadata(), Map.of("input.constants", "language=0,text_norm=15"))) {
            String list = IntStream.range(0, VALUES).mapToObj(v -> "-1.5").collect(Collectors.joining(" "));
            String factors = list.replace("-1.5", "0.5");
            Files.writeString(
                    folder.resolve("am.mvn"),
                    "<Nnet>\n<AddShift> 560 560\n<LearnRateCoef> 0 [ " + list + " ]\n<Rescale> 560 560\n"
                            + "<LearnRateCoef> 0 [ " + factors + " ]\n</Nnet>\n");
            try (var beside = load(file(), Map.of("preset", "sensevoice"))) {
                assertThat(scores(beside, 16_000)).isEqualTo(scores(inMetadata, 16_000));
                assertThat(scores(beside, 16_000)).isNotEqualTo(scores(plain, 16_000));
            }
        }
        Files.writeString(folder.resolve("am.mvn"), "<Nnet>\n</Nnet>\n");
        assertThat(refusal(file(), Map.of("preset", "sensevoice")))
                .isEqualTo("location: am.mvn: expected two lists of numbers, of <AddShift> and <Rescale>, found 0");
    }

    /** Fun-ASR-Nano has the same metadata but for the comment, no more inputs, and tokens in Base64, the last of which is the blank. */
    @Test
    void theCtcBranchOfFunAsrNanoIsToldByItsComment() throws Exception {
        Files.writeString(folder.resolve("tokens.txt"), "YQ== 0\nYg== 1\nYw== 2\nZA== 3\n<blk> 4\n");
        var file = classes(new OnnxFile().input("x", OnnxFile.FLOAT, 1, "T", VALUES))
                .node("Identity sound -> logits")
                .output("logits", OnnxFile.FLOAT, 1, "F", CLASSES)
                .metadata("model_type", "sense_voice_ctc")
                .metadata("comment", "FunAudioLLM/Fun-ASR-Nano-2512")
                .metadata("blank_id", "4");
        Files.write(folder.resolve("model.onnx"), file.bytes());
        try (var network = load(Map.of())) {
            assertThat(network.description().vocabulary().symbols()).containsExactly("a", "b", "c", "d", "<blk>");
            assertThat(network.description().vocabulary().blank()).isEqualTo(4);
            assertThat(scores(network, 16_000).rows()).isEqualTo(17);
        }
    }

    private static OnnxFile withMetadata() {
        return file().metadata("model_type", "sense_voice_ctc")
                .metadata("comment", "iic/SenseVoiceSmall")
                .metadata("lfr_window_size", "7")
                .metadata("lfr_window_shift", "6")
                .metadata("normalize_samples", "0")
                .metadata("neg_mean", list("-1.5"))
                .metadata("inv_stddev", list("0.5"))
                .metadata("lang_auto", "2")
                .metadata("without_itn", "5");
    }

    private static String list(String value) {
        return IntStream.range(0, VALUES).mapToObj(v -> value).collect(Collectors.joining(","));
    }

    /** Returns four frames of class 1, then those of the sound, which scores class 3 by language and style, too. */
    private static OnnxFile file() {
        var before = new float[4 * CLASSES];
        for (int t = 0; t < 4; t++) {
            before[t * CLASSES + 1] = 1000;
        }
        var file = new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", "T", VALUES)
                .input("x_length", OnnxFile.INT32, "N")
                .input("language", OnnxFile.INT32, "N")
                .input("text_norm", OnnxFile.INT32, "N");
        return classes(file)
                .weights("before", before, 1, 4, CLASSES)
                .weights("third", new float[] {0, 0, 0, 1, 0}, 1, CLASSES)
                .node("Add language,text_norm -> whole")
                .node("Cast whole -> style", "to", OnnxFile.FLOAT)
                .node("Mul style,third -> more")
                .node("Add sound,more -> scored")
                .node("Concat before,scored -> logits", "axis", 1)
                .output("logits", OnnxFile.FLOAT, "N", "F", CLASSES);
    }

    private static OnnxFile classes(OnnxFile file) {
        var random = new Random(2);
        var weights = new float[VALUES * CLASSES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.01 * random.nextGaussian());
        }
        return file.weights("w", weights, VALUES, CLASSES).node("MatMul x,w -> sound");
    }

    private static FloatMatrix scores(NeuralNetwork network, int count) throws IOException {
        var samples = new Random(7).doubles(count, -0.5, 0.5).toArray();
        return network.recognise(Sound.of(16_000, samples), Turns.AT_ONCE, 100_000)
                .scores();
    }

    private String refusal(OnnxFile file, Map<String, String> settings) {
        var refused = assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(file, settings))
                .actual();
        return refused.setting() + ": " + refused.getMessage();
    }

    private NeuralNetwork load(OnnxFile file, Map<String, String> settings) throws Exception {
        Files.write(folder.resolve("model.onnx"), file.bytes());
        Files.writeString(folder.resolve("tokens.txt"), TOKENS);
        return load(settings);
    }

    private NeuralNetwork load(Map<String, String> settings) throws Exception {
        return OnnxNetworks.load(
                OnnxRuntime.load(), "sense", NetworkFiles.at(folder), new NetworkSettings(settings, Optional.empty()));
    }
}
