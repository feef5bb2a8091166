package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.recognition.NetworkFacts.Fact;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.testing.OnnxFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of folders with networks for pictures as repositories and packages of other projects have them. */
final class PictureFoldersTests {

    private static final String INFERENCE = """
            Global:
              model_name: PP-OCRv2_rec
            PreProcess:
              transform_ops:
              - DecodeImage:
                  channel_first: false
                  img_mode: BGR
              - RecResizeImg:
                  image_shape: [3, 32, 320]
              - KeepKeys: null
            PostProcess:
              name: %s
              character_dict:
              - a
              - b
              - c
            """;

    @TempDir
    private Path folder;

    /** As packages have PaddleOCR's networks: with those that find lines and turn them, and the dictionary beside them. */
    @ParameterizedTest
    @CsvSource({
        "ch_PP-OCRv4_rec_infer.onnx, ch_PP-OCRv4_det_infer.onnx, ch_ppocr_mobile_v2.0_cls_infer.onnx, ppocr_keys_v1.txt",
        "en_ppocr_rec.onnx, text_detection.onnx, angle_net.onnx, en_dict.txt"
    })
    void theRecogniserOfPaddleOcrIsFoundAmongItsNetworks(String reader, String finder, String turner, String keys)
            throws Exception {
        write(reader, reader(3, 48, "W", 5));
        write(finder, "not read");
        write(turner, "not read");
        write(keys, "a\nb\nc\n");
        try (var network = load(Map.of())) {
            var known = network.description();
            assertThat(known.vocabulary().symbols()).containsExactly("<blank>", "a", "b", "c", " ");
            assertThat(known.facts().get("preset")).hasToString("Fact[value=paddleocr, source=the name of the file]");
            assertThat(known.facts().get("picture.channels"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo("bgr");
        }
    }

    /** Whatever their names are: as paddle2onnx writes them. */
    @ParameterizedTest
    @ValueSource(strings = {"a\nb\nc\n", "<blank>\na\nb\nc\n \n", "a\nb\nc\n\n"})
    void theNetworksOfPaddlePaddleAreToldByTheirMaker(String keys) throws Exception {
        Files.write(folder.resolve("rec.onnx"), reader(3, 32, "W", 5).bytes("PaddlePaddle", ""));
        write("keys.txt", keys);
        try (var network = load(Map.of())) {
            var known = network.description();
            assertThat(known.facts().get("preset"))
                    .extracting(Fact::source)
                    .asString()
                    .contains("PaddlePaddle");
            assertThat(known.height()).isEqualTo(32);
            assertThat(known.vocabulary().blank()).isZero();
            assertThat(known.vocabulary().symbols()).containsExactly("<blank>", "a", "b", "c", " ");
        }
    }

    @Test
    void aNetworkThatFindsTextIsRefusedWithTheWayOut() throws Exception {
        write("ch_PP-OCRv4_det_infer.onnx", reader(3, 48, "W", 5));
        write("ppocr_keys_v1.txt", "a\nb\n");
        assertThat(refusal(Map.of()))
                .endsWith(
                        "; by its name the network finds text, or tells its direction: expected the one that reads it");
    }

    /** The first versions read lower pictures; where the shape of the input leaves it open, only their names or their files say it. */
    @ParameterizedTest
    @CsvSource({
        "ch_ppocr_mobile_v2.0_rec_infer.onnx, 32",
        "en_number_mobile_v2.0_rec_infer.onnx, 32",
        "ch_ppocr_mobile_v2.0_slim_rec.onnx, 32",
        "ch_PP-OCRv2_rec_infer.onnx, 32",
        "ch_PP-OCRv3_rec_infer.onnx, 48",
        "PP-OCRv5_server_rec_infer.onnx, 48",
        "plates_v2_rec.onnx, 48"
    })
    void theHeightOfTheFirstVersionsOfPaddleOcrIsTold(String name, int height) throws Exception {
        Files.write(folder.resolve(name), ofAnyHeight().bytes("PaddlePaddle", ""));
        write("keys.txt", "a\nb\nc\n");
        try (var network = load(Map.of())) {
            assertThat(network.description().height()).isEqualTo(height);
        }
    }

    @Test
    void theHeightStandsInPaddleOcrsOwnFile() throws Exception {
        write("inference.onnx", ofAnyHeight());
        write("inference.yml", INFERENCE.formatted("CTCLabelDecode"));
        try (var network = load(Map.of())) {
            assertThat(network.description().facts().get("picture.height"))
                    .hasToString("Fact[value=32, source=inference.yml]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing", "- a", "PostProcess:", "PreProcess: {transform_ops: [a, {RecResizeImg: }]}"})
    void anInferenceFileThatSaysNothingIsNone(String content) throws Exception {
        write("ch_PP-OCRv4_rec.onnx", ofAnyHeight());
        write("inference.yml", content);
        write("keys.txt", "a\nb\nc\n");
        try (var network = load(Map.of())) {
            assertThat(network.description().height()).isEqualTo(48);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "PostProcess: {character_dict: [a, b}"})
    void anInferenceFileThatCannotBeReadIsNamed(String content) throws Exception {
        write("ch_PP-OCRv4_rec.onnx", ofAnyHeight());
        write("inference.yml", content);
        write("keys.txt", "a\nb\nc\n");
        assertThat(refusal(Map.of())).startsWith("inference.yml: ");
    }

    /** PaddleOCR's networks for formulas and tables have other decoders. */
    @Test
    void theNetworksOfPaddleOcrWithoutACtcOutputAreRefused() throws Exception {
        write("inference.onnx", ofAnyHeight());
        write("inference.yml", INFERENCE.formatted("AttnLabelDecode"));
        assertThat(refusal(Map.of()))
                .isEqualTo("inference.yml names the decoder AttnLabelDecode, for a network that has no CTC output:"
                        + " expected one for CTCLabelDecode");
    }

    /** Returns a network that adds up the columns of pictures of any height, for each of five classes the same. */
    private static OnnxFile ofAnyHeight() {
        return new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", 3, "H", "W")
                .weights("five", new float[5], 1, 1, 5)
                .node("ReduceMean x -> means", "axes", new int[] {1, 2}, "keepdims", 0)
                .numbers("last", 2)
                .node("Unsqueeze means,last -> column")
                .node("Add column,five -> y")
                .output("y", OnnxFile.FLOAT, "N", "T", 5);
    }

    @Test
    void ofSeveralDictionariesThatOfTheLanguageOfTheNetworkCounts() throws Exception {
        write("japan_PP-OCRv4_rec_infer.onnx", reader(3, 48, "W", 5));
        write("ch_dict.txt", "一\n二\n三\n");
        write("japan_dict.txt", "あ\nい\nう\n");
        write("korean_dict.txt", "가\n나\n다\n");
        try (var network = load(Map.of())) {
            assertThat(network.description().vocabulary().symbols()).contains("あ");
        }
    }

    /** As repositories of captcha readers have it: the first symbol is empty, and so it is the blank. */
    @Test
    void anEmptyFirstSymbolIsTheBlank() throws Exception {
        write("common.onnx", reader(1, 32, 80, 4));
        write("charset.json", "[\"\", \"0\", \"1\", \"2\"]");
        try (var network = load(Map.of("preset", "crnn"))) {
            assertThat(network.description().vocabulary().blank()).isZero();
            assertThat(network.description().facts().get("vocabulary"))
                    .hasToString("Fact[value=4 symbols, source=charset.json]");
        }
    }

    /** As ddddocr's port to JavaScript has it; such a name may also be that of something else. */
    @Test
    void theListOfSymbolsMayHaveTheNameOfTheNetwork() throws Exception {
        write("common.onnx", reader(1, 64, "W", 4));
        write("common.json", "{\"shape\": [1, 64]}");
        assertThat(refusal(Map.of("preset", "ddddocr"))).startsWith("is not set, and neither the model nor the files");
        write("common.json", "[\"\", \"掀\", \"袜\", \"顧\"]");
        try (var network = load(Map.of("preset", "ddddocr"))) {
            assertThat(network.description().facts().get("vocabulary"))
                    .hasToString("Fact[value=4 symbols, source=common.json]");
            assertThat(network.description().vocabulary().blank()).isZero();
        }
    }

    /** What its trainer writes beside a network; the first symbol is its blank, though it is a space. */
    @ParameterizedTest
    @CsvSource({"1, gray, 0.456, -1, left", "3, rgb, '0.485,0.456,0.406', 96, stretch"})
    void theNetworksOfDdddOcrAreToldByTheirCharsets(int channel, String channels, String mean, int width, String align)
            throws Exception {
        write("captcha.onnx", reader(channel, 32, "image_width", 4));
        write(
                "charsets.json",
                "{\"charset\": [\" \", \"5\", \"4\", \"9\"], \"image\": [%d, 32], \"word\": false, \"channel\": %d}"
                        .formatted(width, channel));
        try (var network = load(Map.of())) {
            var known = network.description();
            assertThat(known.vocabulary().blank()).isZero();
            assertThat(known.height()).isEqualTo(32);
            assertThat(known.facts().get("picture.channels"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo(channels);
            assertThat(known.facts().get("picture.mean"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo(mean);
            assertThat(known.facts().get("picture.align"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo(align);
        }
    }

    @Test
    void theNetworksOfDdddOcrThatTellWhatAPictureIsAreRefused() throws Exception {
        write("pikpak.onnx", reader(1, 32, "image_width", 2));
        write(
                "charsets.json",
                "{\"charset\": [\"wrong\", \"correct\"], \"image\": [-1, 32], \"word\": true, \"channel\": 1}");
        assertThat(refusal(Map.of()))
                .isEqualTo(
                        "charsets.json says that the network tells what a whole picture is (\"word\": true), which is no CTC"
                                + " output: expected a network with one");
    }

    /** As ddddocr's trainer exports them. */
    @Test
    void aNetworkThatGivesClassesWithoutScoresIsRefusedWithTheWayOut() throws Exception {
        write(
                "captcha.onnx",
                scored(1, 32, "W", 4)
                        .node("ArgMax scores -> classes", "axis", 2, "keepdims", 0)
                        .output("classes", OnnxFile.INT64, 1, "seq"));
        write("charsets.json", "{\"charset\": [\" \", \"5\", \"4\", \"9\"], \"image\": [-1, 32]}");
        assertThat(refusal(Map.of()))
                .endsWith(
                        "whole numbers may be classes, without their scores: expected the network without its last ArgMax");
    }

    /**
     * As Keras's example of captchas is exported: {@code ctc_loss} are the scores, and the loss itself is no part of the file, nor anything
     * that needs the targets.
     */
    @Test
    void theCaptchaNetworkOfKerasIsReadThoughItHasAnInputForTargets() throws Exception {
        write(
                "model.onnx",
                new OnnxFile()
                        .input("image", OnnxFile.FLOAT, "unk__1", 200, 50, 1)
                        .input("label", OnnxFile.FLOAT, "unk__3", "unk__4")
                        .numbers("three", 3)
                        .node("Squeeze image,three -> ctc_loss")
                        .output("ctc_loss", OnnxFile.FLOAT, "unk__2", 200, 50));
        write("labels.txt", "[UNK]\n" + "a\n".repeat(48));
        var pixels = new byte[3 * 4 * 4];
        Arrays.fill(pixels, 0, 3 * 4, (byte) 255); // the uppermost row
        try (var network = load(Map.of("preset", "keras-captcha"))) {
            assertThat(network.description().vocabulary().blank()).isEqualTo(49);
            var scores = network.recognise(Bitmap.adopt(4, 4, pixels)).scores();
            assertThat(scores.rows()).isEqualTo(200);
            for (int x = 0; x < 200; x++) {
                assertThat(scores.get(x, 0)).isEqualTo(1f);
                assertThat(scores.get(x, 49)).isZero();
            }
        }
    }

    /** As mltu's callback writes it: the characters as one text, to which its decoder adds the blank. Its network takes bytes as they are. */
    @Test
    void theNetworksOfMltuHaveTheirCharactersInTheirMetadata() throws Exception {
        write(
                "model.onnx",
                new OnnxFile()
                        .metadata("vocab", "'b a")
                        .input("input", OnnxFile.FLOAT, "N", 5, 20, 3)
                        .numbers("colour", 0)
                        .numbers("last", 3)
                        .node("Gather input,colour -> blue", "axis", 3)
                        .node("Squeeze blue,last -> turned")
                        .node("Transpose turned -> output", "perm", new int[] {0, 2, 1})
                        .output("output", OnnxFile.FLOAT, "N", 20, 5));
        var pixels = new byte[3 * 20 * 5];
        for (int i = 2; i < pixels.length; i += 3) {
            pixels[i] = (byte) 200; // blue
        }
        try (var network = load(Map.of())) {
            assertThat(network.description().vocabulary().symbols()).containsExactly("'", "b", " ", "a", "<blk>");
            assertThat(network.description().vocabulary().blank()).isEqualTo(4);
            assertThat(network.description().facts().get("preset"))
                    .hasToString("Fact[value=mltu, source=the metadata vocab]");
            assertThat(network.recognise(Bitmap.adopt(20, 5, pixels)).scores().get(7, 3))
                    .isCloseTo(200f, within(1e-3f));
        }
    }

    /** As NVIDIA's readers of license plates are exported. */
    @Test
    void aNetworkThatGivesTheBestScoresAloneIsRefusedWithTheWayOut() throws Exception {
        write(
                "us_lprnet.onnx",
                scored(3, 48, 96, 4)
                        .node("ArgMax scores -> classes", "axis", 2, "keepdims", 0)
                        .node("ReduceMax scores -> best", "axes", new int[] {2}, "keepdims", 0)
                        .output("classes", OnnxFile.INT64, "N", 24)
                        .output("best", OnnxFile.FLOAT, "N", 24));
        write("labels.txt", "0\n1\n2\n-\n");
        assertThat(refusal(Map.of("preset", "lprnet")))
                .endsWith(
                        "whole numbers may be classes, without their scores: expected the network without its last ArgMax");
    }

    /** The programs of LPRNet take (x - 127.5) / 128, in OpenCV's order of the colours. */
    @Test
    void thePresetOfLprNetHasItsScaleAndItsBlank() throws Exception {
        write("model.onnx", reader(3, 24, 94, 4));
        write("labels.txt", "京\nA\n1\n-\n");
        try (var network = load(Map.of("preset", "lprnet"))) {
            var known = network.description();
            assertThat(known.vocabulary().blank()).isEqualTo(3);
            assertThat(known.facts().get("picture.align"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo("stretch");
            assertThat(known.facts().get("picture.channels"))
                    .extracting(Fact::value)
                    .asString()
                    .isEqualTo("bgr");
            double deviation =
                    Double.parseDouble(Objects.requireNonNull(known.facts().get("picture.deviation"))
                            .value());
            assertThat((float) (255 * deviation)).isEqualTo(128f);
        }
    }

    /** As the programs of many networks have it in their code. */
    @Test
    void symbolsInOneLineAreRefusedWithTheWayOut() throws Exception {
        write("model.onnx", reader(1, 32, "W", 5));
        write("labels.txt", "abcd\n");
        assertThat(refusal(Map.of("preset", "crnn")))
                .endsWith(
                        "nothing has the size of the vocabulary, 1; if its characters are the symbols, expected each in a"
                                + " line of its own");
    }

    /** It would be read as if it were scaled so, without a word. */
    @ParameterizedTest
    @CsvSource({"1, gray", "3, rgb"})
    void pixelsOfAnUnknownScaleAreWarnedOf(int colours, String channels) throws Exception {
        write("model.onnx", reader(colours, 32, "W", 3));
        write("charset.json", "[\"\", \"a\", \"b\"]");
        assertThat(Warnings.of(() -> load(Map.of())))
                .containsExactly("network pictures: nothing says how its pixels are scaled: taken as " + channels
                        + " from 0 to 1; a preset says it, or picture.channels, picture.mean and picture.deviation do");
        assertThat(Warnings.of(() -> load(Map.of("picture.mean", "0.5")))).isEmpty();
        assertThat(Warnings.of(() -> load(Map.of("preset", "picture", "picture.channels", channels))))
                .isEmpty();
    }

    /** As those do that tell single characters apart. */
    @Test
    void aNetworkWithOneFrameForAPictureIsWarnedOf() throws Exception {
        write(
                "model.onnx",
                new OnnxFile()
                        .input("x", OnnxFile.FLOAT, "N", 3, 32, 32)
                        .node("ReduceMean x -> y", "axes", new int[] {2, 3}, "keepdims", 0)
                        .output("y", OnnxFile.FLOAT, "N", 3));
        write("charset.json", "[\"\", \"a\", \"b\"]");
        assertThat(Warnings.of(() -> load(Map.of("preset", "picture"))))
                .containsExactly(
                        "network pictures: it gives one frame for a whole picture, in which CTC reads one symbol at most");
    }

    private static OnnxFile reader(int colours, int height, Object width, int classes) {
        return scored(colours, height, width, classes).output("scores", OnnxFile.FLOAT, "N", "T", classes);
    }

    private static OnnxFile scored(int colours, int height, Object width, int classes) {
        return new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", colours, height, width)
                .weights("w", new float[classes * colours * height * 4], classes, colours, height, 4)
                .numbers("two", 2)
                .node("Conv x,w -> y", "kernel_shape", new int[] {height, 4}, "strides", new int[] {height, 4})
                .node("Squeeze y,two -> columns")
                .node("Transpose columns -> scores", "perm", new int[] {0, 2, 1});
    }

    private void write(String name, OnnxFile file) throws IOException {
        Files.write(folder.resolve(name), file.bytes());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    private NeuralNetwork load(Map<String, String> settings) throws Exception {
        return OnnxNetworks.load(
                OnnxRuntime.load(),
                "pictures",
                NetworkFiles.at(folder),
                new NetworkSettings(settings, Optional.empty()));
    }

    private String refusal(Map<String, String> settings) {
        var refused = assertThatExceptionOfType(NetworkFaultException.class)
                .isThrownBy(() -> load(settings))
                .actual();
        return String.valueOf(refused.getMessage());
    }
}
