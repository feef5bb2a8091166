package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.NetworkDescription.Kind;
import io.ctcservice.recognition.NetworkFacts;
import io.ctcservice.recognition.Networks;
import io.ctcservice.testing.OnnxFile;
import io.ctcservice.testing.OtherJvm;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.ToneNetwork.Layout;
import io.ctcservice.testing.ToneNetwork.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import tools.jackson.databind.json.JsonMapper;

/** Tests of networks as users have them: a folder, and a few settings. */
final class RegisteredNetworksTests {

    private static final Map<String, String> HUGGING_FACE = Map.of("preset", "wav2vec2");

    @TempDir
    private Path folder;

    @Test
    void aFolderOfHuggingFaceNeedsNothingButItsPlace() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}");
        write(
                "preprocessor_config.json",
                "{\"feature_extractor_type\": \"Wav2Vec2FeatureExtractor\", \"do_normalize\": true, \"sampling_rate\": 16000}");

        try (var networks = load(Map.of())) {
            var known = Objects.requireNonNull(networks.byName().get("x")).description();
            assertThat(known.kind()).isEqualTo(Kind.SPEECH);
            assertThat(known.vocabulary().symbols()).containsExactly("<pad>", "a", "b", "c");
            assertThat(known.vocabulary().blank()).isZero();
            assertThat(known.facts().get("sound.normalization"))
                    .hasToString("Fact[value=mean-variance, source=preprocessor_config.json]");
            assertThat(known.facts().get("sound.epsilon")).hasToString("Fact[value=1e-7, source=the preset wav2vec2]");
            assertThat(known.facts().get("windows.seconds")).hasToString("Fact[value=30, source=the default]");
            assertThat(known.facts()).doesNotContainKeys("blank-name", "subsampling");
            assertThat(networks.isShipped("x")).isFalse();
        }
    }

    @Test
    void theModelOfSentencePieceBesideANetworkIsItsVocabulary() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("preprocessor_config.json", "{\"feature_extractor_type\": \"Wav2Vec2FeatureExtractor\"}");
        Files.writeString(folder.resolve("tokenizer.model"), "\n\7\n\5<pad>\n\3\n\1a\n\3\n\1b\n\3\n\1c");

        var known = known(Map.of());
        assertThat(known.vocabulary().symbols()).containsExactly("<pad>", "a", "b", "c");
        assertThat(known.facts().get("vocabulary")).hasToString("Fact[value=4 symbols, source=tokenizer.model]");
    }

    /** As Transformers writes a processor with a language model. */
    @Test
    void theWeightsOfPyctcdecodeAreThoseOfTheNetwork() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}");
        write("preprocessor_config.json", "{\"feature_extractor_type\": \"Wav2Vec2FeatureExtractor\"}");
        write("alphabet.json", "{\"labels\": [\"\", \"a\", \"b\", \"c\"], \"is_bpe\": false}");
        Files.createDirectory(folder.resolve("language_model"));
        write(
                "language_model/attrs.json",
                "{\"alpha\": 0.5, \"beta\": 1.5, \"unk_score_offset\": -10.0, \"score_boundary\": true}");

        var known = known(Map.of());
        assertThat(known.weights()).isEqualTo(new FusionWeights(0.5, 1.5));
        assertThat(known.facts().get("language-model.weight"))
                .hasToString("Fact[value=0.5, source=language_model/attrs.json]");
        assertThat(known.vocabulary().symbols()).containsExactly("<pad>", "a", "b", "c");
        assertThat(known(Map.of("language-model.weight", "0.2")).weights()).isEqualTo(new FusionWeights(0.2, 1.5));
    }

    /** Its repositories have their ONNX files in a folder of their own. */
    @Test
    void aRepositoryOfHuggingFaceNeedsNothingButItsPlaceOrThatOfTheModelInIt() throws IOException {
        Files.createDirectory(folder.resolve("onnx"));
        write("onnx/model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("onnx/model_quantized.onnx", "not read");
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}");
        write("preprocessor_config.json", "{\"feature_extractor_type\": \"Wav2Vec2FeatureExtractor\"}");

        for (String place : List.of("", "onnx", "onnx/model.onnx")) {
            var known = known(Map.of("location", folder.resolve(place).toString()));
            assertThat(known.vocabulary().symbols()).containsExactly("<pad>", "a", "b", "c");
            assertThat(known.facts().get("preset"))
                    .hasToString("Fact[value=wav2vec2, source=preprocessor_config.json]");
        }

        write("onnx/tokens.txt", "<pad> 0\nd 1\ne 2\nf 3\n"); // nearer, and likelier
        assertThat(known(Map.of()).vocabulary().symbols()).containsExactly("<pad>", "d", "e", "f");
    }

    /** As the repository of wav2vec2-base-960h has it. */
    @Test
    void theFeatureExtractorNeedNotBeNamedIfItIsOfSamples() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}");
        write(
                "preprocessor_config.json",
                "{\"do_normalize\": false, \"feature_size\": 1, \"padding_side\": \"right\", \"padding_value\": 0.0,"
                        + " \"return_attention_mask\": false, \"sampling_rate\": 16000}");
        var facts = known(Map.of()).facts();
        assertThat(facts.get("preset")).hasToString("Fact[value=wav2vec2, source=preprocessor_config.json]");
        assertThat(facts.get("sound.normalization")).hasToString("Fact[value=none, source=preprocessor_config.json]");
    }

    /** As docTR's and EasyOCR's characters are: the blank is the last class in the one, the first in the other. */
    @Test
    void aBlankThatIsNotListedIsToBe() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.txt", "a\nb\nc\n");
        assertThat(refusal(Map.of("preset", "wav2vec2", "blank", "0")))
                .startsWith(
                        "ctc.networks.x.vocabulary: the network gives 4 classes, but there are 3 symbols (vocab.txt); if the"
                                + " missing one is the blank, expected a line or element \"<blk>\" at its place among the symbols");
    }

    /** Transformers writes the properties of the feature extractor into those of the processor since version 5. */
    @Test
    void theFeatureExtractorMayBeDescribedWithinTheProcessor() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}");
        write(
                "processor_config.json",
                "{\"feature_extractor\": {\"do_normalize\": false, \"feature_extractor_type\": \"Wav2Vec2FeatureExtractor\"},"
                        + " \"processor_class\": \"Wav2Vec2Processor\"}");

        var facts = known(Map.of()).facts();
        assertThat(facts.get("preset")).hasToString("Fact[value=wav2vec2, source=processor_config.json]");
        assertThat(facts.get("sound.normalization")).hasToString("Fact[value=none, source=processor_config.json]");

        write("processor_config.json", "{\"processor_class\": \"Wav2Vec2Processor\"}");
        assertThat(refusal(Map.of())).startsWith("ctc.networks.x.preset: is not set");
    }

    /** XLSR's fine-tunes: the tokenizer added the ends of sentences, and most networks have classes for them. */
    @Test
    void tokensThatWereAddedToAVocabularyCountIfTheNetworkHasClassesForThem() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2}");
        write("added_tokens.json", "{\"<pad>\": 0, \"<s>\": 3}");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "a", "b", "<s>");
        assertThat(known(HUGGING_FACE).facts().get("vocabulary"))
                .hasToString("Fact[value=4 symbols, source=vocab.json and added_tokens.json]");

        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}");
        write("added_tokens.json", "{\"<s>\": 4, \"</s>\": 5}");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "a", "b", "c");

        write("added_tokens.json", "{\"<s>\": 3}");
        assertThat(refusal(HUGGING_FACE))
                .isEqualTo("ctc.networks.x.vocabulary: added_tokens.json: the symbol \"<s>\": the class index 3 stands"
                        + " twice, first for the symbol \"c\" (" + folder + ")");
    }

    /** Transformers lists them there since version 5, together with those of the vocabulary. */
    @Test
    void tokensThatWereAddedMayStandInThePropertiesOfTheTokenizer() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.json", "{\"<pad>\": 0, \"a\": 1, \"b\": 2}");
        String padding = "{\"added_tokens_decoder\": {\"0\": {\"content\": \"<pad>\", \"special\": true}";
        write("tokenizer_config.json", padding + ", \"3\": {\"content\": \"<s>\", \"special\": true}}}");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "a", "b", "<s>");
        assertThat(known(HUGGING_FACE).facts().get("vocabulary"))
                .hasToString("Fact[value=4 symbols, source=vocab.json and tokenizer_config.json]");

        write("tokenizer_config.json", padding + ", \"last\": {\"content\": \"<s>\"}}}");
        assertThat(refusal(HUGGING_FACE))
                .startsWith("ctc.networks.x.vocabulary: tokenizer_config.json: \"last\" in added_tokens_decoder is no"
                        + " class index");
    }

    /** MMS's {@code vocab.json} has the symbols of each language. */
    @Test
    void aVocabularyOfSeveralLanguagesIsThatOfTheOneThatIsMeant() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        String english = "\"eng\": {\"<pad>\": 0, \"a\": 1, \"b\": 2, \"c\": 3}";
        write("vocab.json", "{" + english + "}");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "a", "b", "c");

        write("vocab.json", "{" + english + ", \"ell\": {\"<pad>\": 0, \"α\": 1, \"β\": 2, \"γ\": 3}}");
        assertThat(refusal(HUGGING_FACE))
                .startsWith("ctc.networks.x.vocabulary-language: is not set")
                .contains("expected one of the languages of the vocabulary, eng, ell");
        write("tokenizer_config.json", "{\"target_lang\": \"ell\"}");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "α", "β", "γ");
        assertThat(known(with(HUGGING_FACE, "vocabulary-language", "eng"))
                        .vocabulary()
                        .symbols())
                .contains("a");
        assertThat(refusal(with(HUGGING_FACE, "vocabulary-language", "deu")))
                .contains("eng, ell, found deu (the setting)");
    }

    @Test
    void theSymbolThatPartsWordsIsReadAsTheSpace() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("tokens.txt", "<pad> 0\na 1\n~ 2\nc 3\n");
        assertThat(known(with(HUGGING_FACE, "word-delimiter", "~")).vocabulary().symbols())
                .containsExactly("<pad>", "a", " ", "c");
        assertThat(refusal(with(HUGGING_FACE, "word-delimiter", "b")))
                .startsWith("ctc.networks.x.word-delimiter: expected a symbol of the vocabulary");

        write("tokenizer_config.json", "{\"word_delimiter_token\": {\"content\": \"~\"}}");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "a", " ", "c");
        write("tokenizer_config.json", "{\"word_delimiter_token\": \"|\"}"); // which is not there
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "a", "~", "c");
    }

    @Test
    void theUnitsOfWenetAreItsSymbols() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("units.txt", "<blank> 0\n<unk> 1\n▁a 2\n<sos/eos> 3\n");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<blank>", "<unk>", "▁a", "<sos/eos>");
    }

    /** icefall's letters for the bytes of 好é, and for the first two of 你. */
    @Test
    void lettersForBytesAreReadAsTheTextThatTheyStandFor() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("tokens.txt", "<blk> 0\n▁ƌŋţũŏ 1\n▁Ƌţ 2\nb 3\n");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<blk>", "▁ƌŋţũŏ", "▁Ƌţ", "b");
        assertThat(known(with(HUGGING_FACE, "vocabulary-format", "byte-bpe"))
                        .vocabulary()
                        .symbols())
                .containsExactly("<blk>", "▁好é", "▁<0xE4><0xBD>", "b");

        write("bbpe.model", "SentencePiece's");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).contains("▁好é");
        assertThat(known(HUGGING_FACE).facts().get("vocabulary-format"))
                .hasToString("Fact[value=byte-bpe, source=bbpe.model]");
        assertThat(known(with(HUGGING_FACE, "vocabulary-format", "auto"))
                        .vocabulary()
                        .symbols())
                .contains("▁ƌŋţũŏ");
    }

    /** Parakeet's repositories have it alone: the pieces, then the blank, which is an added token. */
    @Test
    void aWholeTokenizerIsAVocabulary() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        String added = "\"added_tokens\": [{\"id\": 0, \"content\": \"<unk>\"}, {\"id\": 3, \"content\": \"<pad>\"}]";
        String pieces = "{\"<unk>\": 0, \"▁a\": 1, \"b\": 2}";
        write(
                "tokenizer.json",
                "{\"version\": \"1.0\", " + added + ", \"model\": {\"type\": \"BPE\", \"vocab\": " + pieces + "}}");
        write("config.json", "{\"pad_token_id\": 3}");
        var known = known(HUGGING_FACE);
        assertThat(known.vocabulary().symbols()).containsExactly("<unk>", "▁a", "b", "<pad>");
        assertThat(known.vocabulary().blank()).isEqualTo(3);
        assertThat(known.facts().get("vocabulary"))
                .hasToString("Fact[value=4 symbols, source=tokenizer.json and its added_tokens]");

        String scored = "[[\"<pad>\", 0.0], [\"▁a\", -1.5], [\"b\", -2], [\"c\", -3]]";
        write(
                "tokenizer.json",
                "{\"added_tokens\": [{\"id\": 4, \"content\": \"<extra_id_0>\"}], \"model\": {\"vocab\": " + scored
                        + "}}");
        Files.delete(folder.resolve("config.json"));
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "▁a", "b", "c");

        write("tokenizer.json", "{\"model\": {\"vocab\": {\"<pad>\": 0, \"a\": 2}}}");
        assertThat(refusal(HUGGING_FACE))
                .startsWith(
                        "ctc.networks.x.vocabulary: tokenizer.json: the symbol \"a\": no symbol has the class index 1");
        write("tokenizer.json", "{\"model\": {\"vocab\": {\"<pad>\": \"none\"}}}");
        assertThat(refusal(HUGGING_FACE)).contains("the symbol \"<pad>\" of the JSON object has no class index");
    }

    /** GPT-2's letters: Ġ is the space, å¥½ is 好, and å its first byte. */
    @Test
    void theLettersOfATokenizerOfBytesAreReadAsTheTextThatTheyStandFor() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        String model = "\"model\": {\"vocab\": {\"<pad>\": 0, \"Ġa\": 1, \"å¥½\": 2, \"å\": 3}}";
        for (String decoder : List.of(
                "{\"type\": \"ByteLevel\"}", "{\"type\": \"Sequence\", \"decoders\": [{\"type\": \"ByteLevel\"}]}")) {
            write("tokenizer.json", "{" + model + ", \"decoder\": " + decoder + "}");
            assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", " a", "好", "<0xE5>");
        }
        write("tokenizer.json", "{" + model + ", \"decoder\": {\"type\": \"Metaspace\"}}");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "Ġa", "å¥½", "å");
    }

    @Test
    void symbolsInBase64AreReadAsTheTextThatTheyStandFor() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("tokens.txt", "5aW9 0\n5Q== 1\nIGE= 2\n<blk> 3\n");
        var settings = with(HUGGING_FACE, "vocabulary-format", "base64");
        assertThat(known(with(settings, "blank", "3")).vocabulary().symbols())
                .containsExactly("好", "<0xE5>", " a", "<blk>");
    }

    @Test
    void anEmptyLineAtTheEndOfAVocabularyIsNoSymbolIfTheNetworkHasNoClassForIt() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("vocab.txt", "<pad>\na\nb\nc\n\n");
        assertThat(known(HUGGING_FACE).vocabulary().symbols()).containsExactly("<pad>", "a", "b", "c");

        write("vocab.txt", "a\nb\nc\n\n");
        assertThat(known(with(HUGGING_FACE, "blank", "3")).vocabulary().symbols())
                .containsExactly("a", "b", "c", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "config.json | {\"model_type\": \"whisper\"} | config.json names whisper",
                "config.json | {\"model_type\": \"vision-encoder-decoder\"} | config.json names vision-encoder-decoder",
                "config.json | {\"model_type\": \"nemo-conformer-rnnt\"} | config.json names nemo-conformer-rnnt",
                "config.json | {\"model_type\": \"parakeet_tdt\"} | config.json names parakeet_tdt",
                "config.json | {\"model_type\": \"speech_to_text_2\"} | config.json names speech_to_text_2"
            })
    void aFamilyWithoutCtcOutputIsRefusedAsThatUnlessThePresetIsSet(String file, String content, String named)
            throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("tokens.txt", "<pad> 0\na 1\nb 2\nc 3\n");
        write(file, content);
        write("preprocessor_config.json", "{\"feature_extractor_type\": \"WhisperFeatureExtractor\"}");
        assertThat(refusal(Map.of()))
                .startsWith("ctc.networks.x.location: " + named
                        + ", a family of networks that have no CTC output: expected a network with one");
        assertThat(known(Map.of("preset", "wav2vec2")).vocabulary().size()).isEqualTo(4);
    }

    @Test
    void aFamilyInTheMetadataWithoutCtcOutputIsRefusedAsThat() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS).metadata("model_type", "paraformer"));
        assertThat(refusal(Map.of()))
                .startsWith("ctc.networks.x.location: the file's metadata names paraformer, a family of networks that"
                        + " have no CTC output: expected a network with one");
    }

    @Test
    void aNetworkForSeveralUtterancesAtATimeIsRefusedAsThat() throws IOException {
        write(
                "model.onnx",
                new OnnxFile()
                        .input("x", OnnxFile.FLOAT, 2, "T")
                        .node("Identity x -> y")
                        .output("y", OnnxFile.FLOAT, 2, "T"));
        write("tokens.txt", "<pad> 0\na 1\n");
        assertThat(refusal(Map.of("preset", "wav2vec2")))
                .startsWith(
                        "ctc.networks.x.location: the input x [2, ?] takes 2 utterances at a time only; expected one,"
                                + " or any number");
    }

    @Test
    void anUnknownFeatureExtractorIsNamed() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("preprocessor_config.json", "{\"feature_extractor_type\": \"WhisperFeatureExtractor\"}");
        assertThat(refusal(Map.of()))
                .startsWith(
                        "ctc.networks.x.preset: is not set, and preprocessor_config.json names WhisperFeatureExtractor,"
                                + " which is not known: expected one of crnn,");
    }

    private NetworkDescription known(Map<String, String> settings) {
        try (var networks = load(settings)) {
            return Objects.requireNonNull(networks.byName().get("x")).description();
        }
    }

    /** PaddleOCR's dictionaries list neither the blank, which comes first, nor the space, which comes last. */
    @Test
    void aDictionaryOfPaddleOcrIsReadWhereverItStands() throws IOException {
        write("model.onnx", lines(5));
        write("en_dict.txt", "0\n\"\nb\n");
        assertPaddle(Map.of("preset", "paddleocr"), "0", "\"", "b");

        assertThat(refusal(Map.of("blank", "0")))
                .contains("nothing has the size of the vocabulary, 3; a dictionary of PaddleOCR's lists neither the"
                        + " blank nor the space: if it is one, expected preset paddleocr");

        Files.delete(folder.resolve("en_dict.txt"));
        write("inference.yml", "PostProcess:\n  name: CTCLabelDecode\n  character_dict:\n  - '0'\n  - '\"'\n  - b\n");
        assertPaddle(Map.of(), "0", "\"", "b");

        write("model.onnx", lines(5).metadata("character", "0\n\ud84c\uddc9\nb"));
        assertPaddle(Map.of(), "0", "\ud84c\uddc9", "b"); // a rare sign: beyond the basic plane
    }

    private void assertPaddle(Map<String, String> settings, String first, String second, String third) {
        try (var networks = load(settings)) {
            var known = Objects.requireNonNull(networks.byName().get("x")).description();
            assertThat(known.kind()).isEqualTo(Kind.PICTURE);
            assertThat(known.vocabulary().symbols()).containsExactly("<blank>", first, second, third, " ");
            assertThat(known.vocabulary().blank()).isZero();
            assertThat(known.height()).isEqualTo(32); // in the shape of the input
        }
    }

    /** Returns a network that sees lines 32 pixels high, and makes a frame of four columns. */
    private static OnnxFile lines(int classes) {
        var weights = new float[classes * 3 * 32 * 4];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.01 * Math.sin(i));
        }
        return new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", 3, 32, "W")
                .numbers("two", 2)
                .weights("w", weights, classes, 3, 32, 4)
                .node("Conv x,w -> high", "strides", new int[] {32, 4}, "kernel_shape", new int[] {32, 4})
                .node("Squeeze high,two -> logits")
                .node("Softmax logits -> probs", "axis", 1)
                .node("Transpose probs -> y", "perm", new int[] {0, 2, 1})
                .output("y", OnnxFile.FLOAT, "N", "T", classes);
    }

    @Test
    void aFolderWithSeveralModelsNeedsTheirNames() throws IOException {
        write("one.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("two.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("tokens.txt", "<pad> 0\na 1\nb 2\nc 3\n");

        assertThat(refusal(Map.of("preset", "wav2vec2")))
                .startsWith("ctc.networks.x.location: the folder")
                .contains("holds several, one.onnx, two.onnx: expected model.onnx, or the path of the file");
        try (var networks = load(Map.of(
                "preset", "wav2vec2", "location", folder.resolve("two.onnx").toString()))) {
            assertThat(networks.byName().sequencedKeySet().getFirst()).isEqualTo("x"); // before those that are shipped
        }
    }

    /** As WeNet's export for streams and ESPnet's have it. */
    @Test
    void anEncoderAndItsCtcLayerInTwoFilesMustBeJoined() throws IOException {
        write("encoder.onnx", "not read");
        write("ctc.onnx", "not read");
        assertThat(refusal(HUGGING_FACE))
                .contains(
                        "holds several, ctc.onnx, encoder.onnx: expected model.onnx, or the path of the file. An encoder and"
                                + " a CTC layer in files of their own must first be joined to one, in Python by"
                                + " onnx.compose.merge_models(encoder, ctc, io_map=[(\"OUTPUT\", \"INPUT\")], prefix2=\"ctc/\"),"
                                + " where OUTPUT is the encoder's and INPUT that of the CTC layer");
    }

    /** Icefall's streaming zipformer has a hundred of them, under names that match. */
    @Test
    void statesWhoseNamesDoNotMatchAreRefusedInAFewWords() throws IOException {
        var zipformer = rows(80);
        for (int i = 0; i < 50; i++) {
            zipformer
                    .input("cached_key_" + i, OnnxFile.FLOAT, 128, "N", 128)
                    .node("Identity cached_key_" + i + " -> key_" + i)
                    .output("key_" + i, OnnxFile.FLOAT, 128, "N", 128);
        }
        write("model.onnx", zipformer);
        write("tokens.txt", "<blk> 0\na 1\nb 2\nc 3\n");
        assertThat(refusal(Map.of("preset", "icefall")))
                .startsWith(
                        "ctc.networks.x.location: the network needs inputs that this service cannot give: [cached_key_0"
                                + " [128, ?, 128], cached_key_1 [128, ?, 128], cached_key_2 [128, ?, 128]] and 47 more beside x"
                                + " [?, ?, 80]; if these are the states of a streaming network, expected its export for whole"
                                + " recordings, without them, or for each an output of its name and \"_next\", or one that"
                                + " streaming.states names");
    }

    /** As the most downloaded exports of NeMo's and GigaAM's networks have it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nemo-conformer-ctc | 128 | vocab.txt | , \"features_size\": 128, \"subsampling_factor\": 1 | nemo",
                "gigaam-v2-ctc | 64 | v2_vocab.txt | '' | gigaam",
                "gigaam-v2-ctc | 64 | v3_vocab.txt | , \"version\": \"v3\" | gigaam-v3",
                "gigaam-v3-e2e-ctc | 64 | v3_e2e_ctc_vocab.txt | , \"subsampling_factor\": 1 | gigaam-v3",
            })
    void aFolderOfOnnxAsrNeedsNothingButItsPlace(String type, int bands, String file, String more, String preset)
            throws IOException {
        write("model.onnx", columns(bands));
        write(file, "\u2581 0\na 1\nb 2\n<blk> 3\n");
        write("config.json", "{\"model_type\": \"" + type + "\"" + more + "}");

        var known = known(Map.of());
        assertFacts(Map.of("preset", preset, "sound.bands", Integer.toString(bands), "seconds-per-frame", "0.01"));
        assertThat(known.vocabulary().blank()).isEqualTo(3);
        assertThat(known.facts().get("preset"))
                .extracting(NetworkFacts.Fact::source)
                .isEqualTo("config.json");
    }

    /** It normalizes the sound itself, which it takes with its length. */
    @Test
    void aWav2VecOfOnnxAsrIsGivenTheSoundAsItIs() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOG_PROBS, 0, true));
        write("vocab.txt", "<blk> 0\na 1\nb 2\n\u2581 3\n");
        write("config.json", "{\"model_type\": \"wav2vec2-ctc\", \"subsampling_factor\": 320}");
        assertFacts(
                Map.of("preset", "wav2vec2", "sound.normalization", "none", "seconds-per-frame", "0.02", "blank", "0"));
    }

    /** Returns a network that makes a frame of each column of features. */
    private static OnnxFile columns(int values) {
        var weights = new float[4 * values];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.01 * Math.sin(i));
        }
        return new OnnxFile()
                .input("features", OnnxFile.FLOAT, "N", values, "T")
                .input("feature_lengths", OnnxFile.INT64, "N")
                .weights("w", weights, 4, values, 1)
                .node("Conv features,w -> scores", "kernel_shape", new int[] {1})
                .node("Transpose scores -> log_probs", "perm", new int[] {0, 2, 1})
                .output("log_probs", OnnxFile.FLOAT, "N", "T", 4);
    }

    /** Transformers describes the front ends of Parakeet, MedASR and wav2vec 2.0 BERT by numbers of its own. */
    @Test
    void theFrontEndsOfTransformersAreReadWithTheirNumbers() throws IOException {
        write("tokens.txt", "<pad> 0\na 1\nb 2\nc 3\n");
        write("config.json", "{\"pad_token_id\": 0}");

        write("model.onnx", rows(64));
        extractor(
                "ParakeetFeatureExtractor",
                "\"feature_size\": 64, \"hop_length\": 128, \"n_fft\": 1024, \"win_length\": 640,"
                        + " \"preemphasis\": 0.9");
        assertFacts(Map.of(
                "preset", "parakeet",
                "sound.bands", "64",
                "sound.hop-seconds", "0.008",
                "sound.frame-seconds", "0.04",
                "sound.fft-size", "1024",
                "sound.pre-emphasis", "0.9",
                "seconds-per-frame", "0.008"));

        write("model.onnx", rows(128));
        extractor("LasrFeatureExtractor", "\"feature_size\": 128");
        assertFacts(Map.of("preset", "medasr", "sound.bands", "128", "sound.floor", "1e-5"));

        write("model.onnx", rows(3 * 40));
        extractor("SeamlessM4TFeatureExtractor", "\"feature_size\": 80, \"num_mel_bins\": 40, \"stride\": 3");
        assertFacts(Map.of(
                "preset",
                "wav2vec2-bert",
                "sound.bands",
                "40",
                "sound.stack",
                "3",
                "sound.stack-hop",
                "3",
                "seconds-per-frame",
                "0.03"));
    }

    private void extractor(String type, String numbers) throws IOException {
        write(
                "preprocessor_config.json",
                "{\"feature_extractor_type\": \"" + type + "\", \"sampling_rate\": 16000, " + numbers + "}");
    }

    private void assertFacts(Map<String, String> expected) {
        var facts = known(Map.of()).facts();
        expected.forEach((setting, value) -> assertThat(
                        Objects.requireNonNull(facts.get(setting)).value())
                .as(setting)
                .isEqualTo(value));
    }

    /** Returns a network that makes a frame of each row. */
    private static OnnxFile rows(int values) {
        var weights = new float[values * 4];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.01 * Math.sin(i));
        }
        return new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", "T", values)
                .weights("w", weights, values, 4)
                .node("MatMul x,w -> y")
                .output("y", OnnxFile.FLOAT, "N", "T", 4);
    }

    @Test
    void settingsWinOverAllElse() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS).metadata("ctc.sound.sample-rate", "8000"));
        write("tokens.txt", "<blk> 0\na 1\nb 2\nc 3\n");
        var symbols = Files.writeString(folder.resolve("mine.json"), "[\"x\", \"y\", \"z\", \"\"]");

        try (var networks = load(Map.of(
                "preset", "wav2vec2", "vocabulary", symbols.toString(), "blank", "3", "sound.sample-rate", "16000"))) {
            var known = Objects.requireNonNull(networks.byName().get("x")).description();
            assertThat(known.vocabulary().symbols()).containsExactly("x", "y", "z", "");
            assertThat(known.vocabulary().blank()).isEqualTo(3);
            assertThat(known.sampleRate()).isEqualTo(16_000);
        }
    }

    @Test
    void whatIsMissingIsNamedWithTheSettingThatGivesIt() throws IOException {
        assertThat(refusal(Map.of()))
                .startsWith("ctc.networks.x.location: the folder")
                .contains("holds no .onnx file");

        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        assertThat(refusal(Map.of()))
                .startsWith("ctc.networks.x.preset: is not set")
                .contains("wav2vec2");
        assertThat(refusal(Map.of("preset", "whisper")))
                .startsWith("ctc.networks.x.preset: expected one of")
                .contains("found whisper (the setting)");
        assertThat(refusal(Map.of("preset", "wav2vec2")))
                .startsWith("ctc.networks.x.vocabulary: is not set")
                .contains("tokens.txt");

        write("tokens.txt", "- 0\na 1\nb 2\nc 3\n");
        assertThat(refusal(Map.of("preset", "wav2vec2")))
                .startsWith("ctc.networks.x.blank: is not set")
                .contains("from 0 to 3");
        assertThat(refusal(Map.of("preset", "wav2vec2", "blank", "4")))
                .startsWith("ctc.networks.x.blank: expected a whole number from 0.0 to 3.0".replace(".0", ""));

        write("tokens.txt", "<blk> 0\na 1\nb 2\n");
        assertThat(refusal(Map.of("preset", "wav2vec2", "blank", "0")))
                .startsWith(
                        "ctc.networks.x.vocabulary: the network gives 4 classes, but there are 3 symbols (tokens.txt)")
                .doesNotContain("the missing one"); // the blank is listed
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        write("model.onnx", ToneNetwork.file(Layout.NTV, Scores.LOGITS));
        write("tokens.txt", "<blk> 0\na 1\nb 2\nc 3\n");
        var base = Map.of("preset", "wav2vec2", "blank", "0");

        assertThat(refusal(with(base, "input.layout", "nchw"))).startsWith("ctc.networks.x.input.layout: expected");
        assertThat(refusal(with(base, "output.layout", "tnv"))).startsWith("ctc.networks.x.output.layout: expected");
        assertThat(refusal(with(base, "seconds-per-frame", "0.04")))
                .startsWith("ctc.networks.x.seconds-per-frame: expected about 0.02");
        assertThat(refusal(with(base, "scores", "loud"))).startsWith("ctc.networks.x.scores: expected one of");
        assertThat(refusal(with(base, "input.name", "speech")))
                .startsWith("ctc.networks.x.input.name: expected one of [samples [?, ?]]");
        assertThat(refusal(with(base, "sound.sample-rate", "10")))
                .startsWith("ctc.networks.x.sound.sample-rate: expected a whole number from 1000");
    }

    /** The duration that is set is possible: what is wrong is the axis that was taken for time. */
    @Test
    void framesThatDoNotGrowWithTheSoundAreBlamedOnTheLayout() throws IOException {
        write(
                "model.onnx",
                ToneNetwork.file(Layout.NTV, Scores.LOGITS)
                        .numbers("four", 4)
                        .node("Slice y,zero,four,one -> few")
                        .output("few", OnnxFile.FLOAT, "N", "T", 4));
        write("tokens.txt", "<blk> 0\na 1\nb 2\nc 3\n");
        var base = Map.of("preset", "wav2vec2", "output.name", "few", "output.layout", "ntv");

        assertThat(refusal(with(base, "seconds-per-frame", "0.02")))
                .startsWith("ctc.networks.x.output.layout: expected one in which two seconds of sound have more frames"
                        + " than one; the first run gave 4 for both, found ntv (the setting)");
        assertThat(refusal(with(base, "seconds-per-frame", "3")))
                .startsWith("ctc.networks.x.seconds-per-frame: expected a positive number of 2 at most");
    }

    @Test
    void aPictureThatDoesNotFitTheInputIsNamed() throws IOException {
        write("model.onnx", lines(5));
        write("en_dict.txt", "0\n\"\nb\n");
        var base = Map.of("preset", "paddleocr");

        assertThat(refusal(with(base, "picture.channels", "gray")))
                .startsWith("ctc.networks.x.picture.channels: expected as many colours as the input x [?, 3, 32, ?]"
                        + " takes, found gray (the setting)");
        assertThat(refusal(with(base, "picture.height", "48")))
                .startsWith("ctc.networks.x.picture.height: expected 32, the height of the input");
        assertThat(refusal(with(base, "seconds-per-frame", "0.02")))
                .startsWith("ctc.networks.x.seconds-per-frame: has no effect");
        assertThat(refusal(with(base, "vocabulary-format", "paddle")))
                .startsWith(
                        "ctc.networks.x.vocabulary-format: expected one of auto, paddleocr, byte-bpe, base64, found paddle");
    }

    /** Else one that --help names would be lost without a word. */
    @Test
    void everySettingArrivesAtTheNetwork() throws IOException {
        String prefix = "ctc.networks.<name>.";
        var expected = new TreeSet<String>();
        var all = new LinkedHashMap<String, String>();
        var described = Path.of("src/main/resources/META-INF/additional-spring-configuration-metadata.json");
        for (var property :
                new JsonMapper().readTree(Files.readAllBytes(described)).path("properties")) {
            String setting = property.path("name").asString();
            if (setting.startsWith(prefix)) {
                expected.add(setting.substring(prefix.length()));
                all.put("networks.x." + setting.substring(prefix.length()), "1");
            }
        }
        expected.removeAll(Set.of("location", "vocabulary")); // files
        assertThat(Objects.requireNonNull(bound(all).get("x")).values()).containsOnlyKeys(expected);
    }

    @Test
    void aFileThatIsNoNetworkIsRefused() throws IOException {
        write("model.onnx", "not a network");
        assertThat(refusal(Map.of("preset", "wav2vec2")))
                .startsWith("ctc.networks.x.location: the network cannot be loaded");
        assertThat(refusal(Map.of("location", folder.resolve("no-such").toString())))
                .startsWith("ctc.networks.x.location: there is no file or folder");
    }

    @Test
    void aFileThatIsCertainlyNoNetworkIsCalledWhatItIs() throws IOException {
        write("model.onnx", "");
        assertThat(refusal(Map.of())).endsWith("model.onnx is empty");
        write("model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
        assertThat(refusal(Map.of())).contains("model.onnx is a pointer of Git LFS to the file", "git lfs pull");
        Files.delete(folder.resolve("model.onnx"));
        Files.createDirectory(folder.resolve("model.onnx"));
        assertThat(refusal(Map.of())).contains("model.onnx is a folder, not a file");
    }

    /** Else a variable that is set to nothing would register whatever is in the working directory. */
    @Test
    void noLocationIsNotTheWorkingDirectory() {
        assertThat(refusal(Map.of("location", "")))
                .isEqualTo("ctc.networks.x.location: expected the path of a file, found nothing");
    }

    /** Settings of arguments come in no order, and those of a file in one that is hard to find out. */
    @Test
    void networksAreOrderedByName() throws IOException {
        ToneNetwork.writeTo(folder);
        var all = new LinkedHashMap<String, String>();
        for (String name : List.of("zeta", "alpha", "mid")) {
            all.put("networks." + name + ".location", folder.toString());
            all.put("networks." + name + ".preset", "wav2vec2");
        }
        try (var networks = RegisteredNetworks.load(bound(all))) {
            assertThat(networks.byName().keySet()).startsWith("alpha", "mid", "zeta");
        }
    }

    @Test
    void aMachineThatCanRunNoNetworkStartsWithoutThemAndSaysWhy() throws IOException {
        assertThat(OtherJvm.output(
                        List.of("-Xmx64m", "-Djava.io.tmpdir=/no/such/folder"), WithoutTemporaryFolder.class))
                .contains("ONNX Runtime cannot unpack its library to /no/such/folder");
    }

    /** A program on a machine where the native library cannot be unpacked. */
    static final class WithoutTemporaryFolder {

        private WithoutTemporaryFolder() {}

        public static void main(String[] arguments) {
            try (var networks = RegisteredNetworks.load(Map.of())) {
                System.out.println(networks.absence().orElse("there are networks")); // what the test looks at
            }
        }
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        return Stream.concat(settings.entrySet().stream(), Stream.of(Map.entry(name, value)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void write(String name, OnnxFile file) throws IOException {
        Files.write(folder.resolve(name), file.bytes());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String refusal(Map<String, String> settings) {
        var refused = assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> load(settings))
                .actual();
        return refused.getName() + ": " + refused.getReason();
    }

    private Networks load(Map<String, String> settings) {
        var all = new LinkedHashMap<String, String>();
        all.put("networks.x.location", folder.toString());
        settings.forEach((name, value) -> all.put("networks.x." + name, value));
        return RegisteredNetworks.load(bound(all));
    }

    private static Map<String, RegisteredNetwork> bound(Map<String, String> all) {
        var binder = new Binder(
                List.of(new MapConfigurationPropertySource(all)),
                null,
                List.of(ApplicationConversionService.getSharedInstance()),
                null,
                null,
                null);
        return binder.bind("networks", Bindable.mapOf(String.class, RegisteredNetwork.class))
                .get();
    }
}
