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
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.testing.OnnxFile;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.ToneNetwork.Layout;
import io.ctcservice.testing.ToneNetwork.Scores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of folders as other projects have them, by {@code location} alone, and of files that are no ONNX files. */
final class UsersFoldersTests {

    private static final String DOCTR = "{\"mean\": [0.694, 0.695, 0.693], \"std\": [0.299, 0.296, 0.301],"
            + " \"input_shape\": [3, 32, 128], \"vocab\": \"aé𐍈\", \"task\": \"recognition\", \"arch\": \"%s\"}";

    @TempDir
    private Path folder;

    /** All take samples, also where nothing but the kind of network is said. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "wav2vec2",
                "wav2vec2-conformer",
                "hubert",
                "data2vec-audio",
                "unispeech",
                "unispeech-sat",
                "wavlm",
                "sew",
                "sew-d"
            })
    void theSpeechNetworksOfTransformersAreToldByTheirKind(String kind) throws Exception {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}");
        write("config.json", "{\"model_type\": \"" + kind + "\", \"pad_token_id\": 0}");
        try (var network = loaded()) {
            var facts = network.description().facts();
            assertThat(facts.get("preset")).hasToString("Fact[value=wav2vec2, source=config.json]");
            assertThat(facts.get("sound.normalization"))
                    .hasToString("Fact[value=mean-variance, source=the preset wav2vec2]");
        }
    }

    /** Icefall's recipe of yes and no, as sherpa-onnx has it. */
    @Test
    void theNetworkOfYesAndNoNeedsNothingButItsPlace() throws Exception {
        var weights = new float[4 * 23 * 3];
        Arrays.fill(weights, 2 * 23 * 3, 3 * 23 * 3, 1f);
        write(
                "model-epoch-14-avg-2.onnx",
                new OnnxFile()
                        .input("x", OnnxFile.FLOAT, "N", "T", 23)
                        .weights("w", weights, 4, 23, 3)
                        .node("Transpose x -> turned", "perm", new int[] {0, 2, 1})
                        .node("Conv turned,w -> y", "kernel_shape", new int[] {3})
                        .node("Transpose y -> z", "perm", new int[] {0, 2, 1})
                        .node("LogSoftmax z -> log_probs", "axis", 2)
                        .output("log_probs", OnnxFile.FLOAT, "N", "F", 4)
                        .metadata("model_type", "tdnn")
                        .metadata("vocab_size", "4"));
        write("tokens.txt", "<eps> 0\n<SIL> 1\nY 2\nN 3\n");
        try (var network = loaded()) {
            var known = network.description();
            assertThat(known.sampleRate()).isEqualTo(8000);
            assertThat(known.secondsPerFrame()).isCloseTo(0.01, within(1e-12));
            assertThat(known.vocabulary().blank()).isZero();
            var silence = network.recognise(Sound.of(8000, new double[8000]), Turns.AT_ONCE, 100_000)
                    .scores();
            assertThat(silence.rows()).isBetween(98, 100);
        }
    }

    /** The inputs, outputs and metadata of what sherpa-onnx has, a frame of four rows. */
    @ParameterizedTest
    @CsvSource({
        "telespeech, feats, 40, telespeech_ctc, true, '<blk> a b c d', 0",
        "dolphin, x, 80, dolphin, false, '<blank> <asr> a b <sos/eos>', 0",
        "firered, x, 80, FireRedAsr2, false, '<blank> <unk> a b <sos>', 0",
        "medasr, x, 128, medasr_ctc, false, '<blk> </s> a b c', 0",
        "medasr, x, 128, medasr_ctc, false, '<epsilon> </s> a b c', 0"
    })
    void theFoldersOfSherpaNeedNothingButTheirPlace(
            String preset, String input, int bands, String type, boolean isTimeFirst, String tokens, int blank)
            throws Exception {
        String each = "0.5" + ",0.5".repeat(bands - 1);
        var file = new OnnxFile()
                .input(input, OnnxFile.FLOAT, "N", "T", bands)
                .weights("w", new float[5 * bands * 4], 5, bands, 4)
                .node("Transpose " + input + " -> turned", "perm", new int[] {0, 2, 1})
                .node("Conv turned,w -> y", "kernel_shape", new int[] {4}, "strides", new int[] {4})
                .node("Transpose y -> logits", "perm", isTimeFirst ? new int[] {2, 0, 1} : new int[] {0, 2, 1})
                .output("logits", OnnxFile.FLOAT, isTimeFirst ? "F" : "N", isTimeFirst ? "N" : "F", 5)
                .metadata("model_type", type)
                .metadata("vocab_size", "5");
        if (preset.equals("dolphin")) {
            file.metadata("mean", each).metadata("invstd", each).metadata("subsampling_factor", "4");
        } else if (preset.equals("firered")) {
            file.metadata("cmvn_mean", each).metadata("cmvn_inv_stddev", each);
        }
        if (preset.equals("medasr")) {
            file.input("mask", OnnxFile.INT64, "N", "T")
                    .node("Identity mask -> seen")
                    .output("seen", OnnxFile.INT64, "N", "T");
        } else if (!preset.equals("telespeech")) {
            file.input("x_lens", OnnxFile.INT64, "N")
                    .node("Identity x_lens -> lens")
                    .output("lens", OnnxFile.INT64, "N");
        }
        write("model.int8.onnx", file);
        var lines = new StringBuilder();
        String[] symbols = tokens.split(" ", -1);
        for (int i = 0; i < symbols.length; i++) {
            lines.append(symbols[i]).append(' ').append(i).append('\n');
        }
        write("tokens.txt", lines.toString());
        try (var network = loaded()) {
            var known = network.description();
            assertThat(known.facts().get("preset"))
                    .hasToString("Fact[value=" + preset + ", source=the file's metadata]");
            assertThat(known.vocabulary().blank()).isEqualTo(blank);
            assertThat(known.secondsPerFrame()).isCloseTo(0.04, within(1e-12));
            assertThat(known.facts())
                    .hasEntrySatisfying(
                            "sound.bands", fact -> assertThat(fact.value()).isEqualTo(Integer.toString(bands)));
            var silence = network.recognise(Sound.of(16_000, new double[16_000]), Turns.AT_ONCE, 100_000)
                    .scores();
            assertThat(silence.rows()).isBetween(24, 25);
        }
    }

    /** NeMo's own export, and one of Transformers without the files beside it. */
    @ParameterizedTest
    @CsvSource({"audio_signal, nemo", "input_values, wav2vec2"})
    void theNameOfAnInputTellsTheLikelyFamily(String input, String preset) throws Exception {
        write(
                "model.onnx",
                new OnnxFile()
                        .input(input, OnnxFile.FLOAT, "N", 80, "T")
                        .node("Identity " + input + " -> y")
                        .output("y", OnnxFile.FLOAT, "N", 80, "T"));
        assertThat(refusal(folder))
                .endsWith(", wenet; the input " + input + " [?, 80, ?] has a name that is usual in " + preset);
    }

    /** WeNet's older recipes, and clovaai's benchmark of scene text. */
    @ParameterizedTest
    @CsvSource({"lang_char.txt, <blank>, wenet", "keys.txt, [CTCblank], crnn", "keys.txt, [blank], picture"})
    void vocabulariesAndBlanksOfOtherNamesAreFound(String file, String blank, String preset) throws Exception {
        boolean isOfSound = preset.equals("wenet");
        write(
                "model.onnx",
                isOfSound
                        ? new OnnxFile()
                                .input("x", OnnxFile.FLOAT, "N", "T", 80)
                                .weights("w", new float[4 * 80], 4, 80, 1)
                                .node("Transpose x -> turned", "perm", new int[] {0, 2, 1})
                                .node("Conv turned,w -> y", "kernel_shape", new int[] {1})
                                .node("Transpose y -> scores", "perm", new int[] {0, 2, 1})
                                .output("scores", OnnxFile.FLOAT, "N", "T", 4)
                        : new OnnxFile()
                                .input("x", OnnxFile.FLOAT, "N", 1, 32, "W")
                                .weights("w", new float[4 * 32 * 4], 4, 1, 32, 4)
                                .numbers("two", 2)
                                .node("Conv x,w -> y", "kernel_shape", new int[] {32, 4}, "strides", new int[] {32, 4})
                                .node("Squeeze y,two -> columns")
                                .node("Transpose columns -> scores", "perm", new int[] {0, 2, 1})
                                .output("scores", OnnxFile.FLOAT, "N", "T", 4));
        write(file, isOfSound ? "<blank> 0\n<unk> 1\na 2\n<sos/eos> 3\n" : blank + "\na\nb\nc\n");
        try (var network = load(folder, Map.of("preset", preset))) {
            var vocabulary = network.description().vocabulary();
            assertThat(vocabulary.symbols().get(vocabulary.blank())).isEqualTo(blank);
        }
    }

    /** The tokens of fairseq2 have {@code <pad>} second; the blank of its CTC networks is the first. */
    @Test
    void theBlankOfOmnilingualIsTheFirstClass() throws Exception {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS).metadata("model_type", "omnilingual-asr"));
        write("tokens.txt", "<s> 0\n<pad> 1\n</s> 2\na 3\n");
        try (var network = loaded()) {
            assertThat(network.description().vocabulary().blank()).isZero();
            assertThat(network.description().facts().get("blank"))
                    .hasToString("Fact[value=0, source=the preset omnilingual]");
        }
    }

    /** Its input has one width, to the right of the line there is black, and the blank is the last class. */
    @Test
    void theCrnnOfDocTrNeedsNothingButItsPlace() throws Exception {
        write("model.onnx", means(4));
        write("config.json", DOCTR.formatted("crnn_vgg16_bn"));
        try (var network = loaded()) {
            var known = network.description();
            assertThat(known.vocabulary().symbols()).containsExactly("a", "é", "𐍈", "<blk>");
            assertThat(known.vocabulary().blank()).isEqualTo(3);
            assertThat(known.height()).isEqualTo(32);
            var white = new byte[3 * 32 * 64];
            Arrays.fill(white, (byte) 255);
            var scores = network.recognise(Bitmap.adopt(64, 32, white)).scores();
            assertThat(scores.rows()).isEqualTo(32);
            double of = 3 * 32 * 4;
            double light = (1 - 0.694) / 0.299 + (1 - 0.695) / 0.296 + (1 - 0.693) / 0.301;
            assertThat(scores.get(0, 1)).isCloseTo((float) (light / 3 * of), within(1f));
            assertThat(scores.get(31, 1)).isCloseTo((float) (-0.694 / 0.299 * of), within(0.1f));
        }
    }

    /** It would be read as nonsense: its classes are as many. */
    @Test
    void theNetworksOfDocTrWithoutACtcOutputAreRefused() throws Exception {
        write("model.onnx", means(4));
        write("config.json", DOCTR.formatted("parseq"));
        assertThat(refusal(folder))
                .isEqualTo("config.json names the architecture parseq, which has no CTC output: expected one of docTR's"
                        + " that begin with crnn or viptr");
    }

    /** Returns a network that adds up what is in each of 32 columns of four pixels. */
    private static OnnxFile means(int classes) {
        var weights = new float[classes * 3 * 32 * 4];
        Arrays.fill(weights, 3 * 32 * 4, 2 * 3 * 32 * 4, 1f);
        return new OnnxFile()
                .input("input", OnnxFile.FLOAT, "batch_size", 3, 32, 128)
                .weights("w", weights, classes, 3, 32, 4)
                .numbers("two", 2)
                .node("Conv input,w -> y", "kernel_shape", new int[] {32, 4}, "strides", new int[] {32, 4})
                .node("Squeeze y,two -> columns")
                .node("Transpose columns -> logits", "perm", new int[] {0, 2, 1})
                .output("logits", OnnxFile.FLOAT, "batch_size", 32, classes);
    }

    /** Its pictures are transposed, and then flipped from left to right, which is from the top to the bottom. */
    @Test
    void theHandwritingNetworkOfKerasSeesColumnsFromTheBottomUp() throws Exception {
        write(
                "model.onnx",
                new OnnxFile()
                        .input("image", OnnxFile.FLOAT, "unk__1", 128, 32, 1)
                        .numbers("three", 3)
                        .node("Squeeze image,three -> dense2")
                        .output("dense2", OnnxFile.FLOAT, "unk__2", 128, 32));
        write("labels.txt", "[UNK]\n" + String.join("\n", "abcdefghijklmnopqrstuvwxyzABCD".split("")) + "\n<blank>\n");
        var pixels = new byte[3 * 64 * 32];
        Arrays.fill(pixels, 3 * 64, 6 * 64, (byte) 255); // the second row from above
        assertThat(refusal(folder, Map.of("preset", "picture")))
                .endsWith("expected one of nchw, nhwc, nwhc, ncwh; the input is image [?, 128, 32, 1], and preset"
                        + " keras-handwriting or keras-captcha if it is of one of these examples");
        try (var network = load(folder, Map.of("preset", "keras-handwriting"))) {
            var known = network.description();
            assertThat(known.vocabulary().blank()).isEqualTo(31);
            assertThat(known.height()).isEqualTo(32);
            var scores = network.recognise(Bitmap.adopt(64, 32, pixels)).scores();
            assertThat(scores.rows()).isEqualTo(128);
            for (int x = 0; x < 128; x++) {
                for (int class1 = 0; class1 < 32; class1++) {
                    boolean isWhite = class1 == 30 && x >= 32 && x < 96; // of the middle
                    assertThat(scores.get(x, class1)).isEqualTo(isWhite ? 1f : 0f);
                }
            }
        }
    }

    /** Keras's examples of handwriting and captchas compute their loss in the network. */
    @Test
    void aNetworkThatIsStillInTrainingIsRefused() throws Exception {
        write(
                "model.onnx",
                new OnnxFile()
                        .input("image", OnnxFile.FLOAT, "unk__1", 200, 50, 1)
                        .input("label", OnnxFile.FLOAT, "unk__3", "unk__4")
                        .numbers("three", 3)
                        .node("Squeeze image,three -> ctc_loss")
                        .node("Identity label -> unused")
                        .output("ctc_loss", OnnxFile.FLOAT, "unk__2", 200, 50)
                        .output("unused", OnnxFile.FLOAT, "unk__3", "unk__4"));
        write("labels.txt", "a\n".repeat(50));
        assertThat(refusal(folder, Map.of("preset", "keras-handwriting")))
                .startsWith(
                        "the network needs inputs that this service cannot give: [label [?, ?]] beside image [?, 200, 50, 1]; expected"
                                + " the network for prediction alone, without the targets of its training: in Keras's examples");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stt_en.nemo | is a file of NeMo, not of ONNX: expected it exported in Python by nemo.collections",
                "en_best.mlmodel | is a file of Core ML, as kraken has them, not of ONNX: expected it exported in Python by torch",
                "model.keras | is a file of Keras, not of ONNX: expected it saved in Python by keras.models.load_model(FILE).export(",
                "model.h5 | is a file of Keras, not of ONNX",
                "model.tflite | is a file of TensorFlow Lite, not of ONNX: expected it converted by python -m tf2onnx.convert --tflite",
                "saved_model.pb | is a file of TensorFlow, not of ONNX: expected it converted by python -m tf2onnx.convert",
                "inference.pdmodel | is a file of PaddlePaddle, not of ONNX: expected it converted by paddle2onnx",
                "model.safetensors | is a file of weights alone, not of ONNX: expected it exported by optimum-cli export onnx",
                "pytorch_model.bin | is a file of weights alone, not of ONNX",
                "checkpoint.pt | is a file of PyTorch, not of ONNX: expected it exported in Python by torch.onnx.export",
                "sherpa-onnx-x.tar.bz2 | is an archive, not of ONNX: expected it unpacked",
            })
    void theFilesOfOtherProgramsAreNamedWithTheWayToOnnx(String name, String fault) throws Exception {
        write(name, "\u0080\u0002");
        assertThat(refusal(folder.resolve(name)))
                .startsWith(folder.resolve(name).toAbsolutePath() + " " + fault);
        assertThat(refusal(folder))
                .contains("holds no .onnx file: expected model.onnx, or the path of the file. " + name + " " + fault);
    }

    /** A name says less than what can be loaded. */
    @ParameterizedTest
    @ValueSource(strings = {"model.pb", "model.pt"})
    void aNetworkIsOneWhateverItsNameIs(String name) throws Exception {
        write(name, ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("tokens.txt", "<pad> 0\na 1\nb 2\nc 3\n");
        try (var network = load(folder.resolve(name), Map.of("preset", "wav2vec2"))) {
            assertThat(network.description().vocabulary().size()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"<!DOCTYPE html>, an HTML or XML document", "{}, a JSON document", "'PK\u0003\u0004', a zip file"})
    void whatWasDownloadedInPlaceOfANetworkIsNamed(String content, String name) throws Exception {
        write("model.onnx", content);
        assertThat(refusal(folder)).endsWith("model.onnx is " + name + ", not an ONNX file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"joiner.onnx", "decoder_with_past.onnx"})
    void thePartsOfANetworkWithoutCtcAreNoNetwork(String third) throws Exception {
        write("encoder.onnx", "not read");
        write("decoder.onnx", "not read");
        write(third, "not read");
        assertThat(refusal(folder))
                .endsWith(
                        "An encoder and a decoder, as of a transducer or of Whisper, have no CTC output: expected a network"
                                + " with one");
    }

    private void write(String name, OnnxFile file) throws IOException {
        Files.write(folder.resolve(name), file.bytes());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private NeuralNetwork loaded() throws Exception {
        return load(folder, Map.of());
    }

    private static NeuralNetwork load(Path location, Map<String, String> settings) throws Exception {
        return OnnxNetworks.load(
                OnnxRuntime.load(),
                "users",
                NetworkFiles.at(location),
                new NetworkSettings(settings, Optional.empty()));
    }

    private static String refusal(Path location) {
        return refusal(location, Map.of());
    }

    private static String refusal(Path location, Map<String, String> settings) {
        var refused = assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(location, settings))
                .actual();
        return String.valueOf(refused.getMessage());
    }
}
