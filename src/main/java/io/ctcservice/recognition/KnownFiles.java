package io.ctcservice.recognition;

import io.ctcservice.core.PlainNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader of a network's properties from the files beside it, under the names of settings: the configurations of Hugging Face, pyctcdecode
 * and onnx-asr, FunASR's am.mvn, PaddleOCR's inference.yml.
 */
final class KnownFiles {

    /** The beginnings of the names of docTR's architectures with a CTC output. */
    private static final List<String> CTC_OF_DOCTR = List.of("crnn", "viptr");

    /** Hugging Face's properties of a tokenizer. */
    static final String TOKENIZER = "tokenizer_config.json";

    /** The symbols and the input of networks trained for ddddocr. */
    static final String CHARSETS = "charsets.json";

    private static final String CONFIG = "config.json";
    private static final String PREPROCESSOR = "preprocessor_config.json";

    /** What later versions write in place of the former. */
    private static final String PROCESSOR = "processor_config.json";

    /** pyctcdecode's weights of the language model beside it, in nats and a word each, as {@code weight} and {@code word-bonus} are. */
    private static final String PYCTCDECODE = "language_model/attrs.json";

    /** The one feature extractor for samples that Hugging Face had at first. */
    private static final String OLD_WAVEFORM = "Wav2Vec2FeatureExtractor";

    /** The families by the names of Hugging Face's feature extractors. */
    private static final Map<String, String> EXTRACTORS = Map.of(
            OLD_WAVEFORM,
            "wav2vec2",
            "SeamlessM4TFeatureExtractor",
            "wav2vec2-bert",
            "ParakeetFeatureExtractor",
            "parakeet",
            "LasrFeatureExtractor",
            "medasr");

    /** The families by the names that onnx-asr gives them. */
    private static final Map<String, String> ONNX_ASR = Map.of(
            "nemo-conformer-ctc", "nemo",
            "gigaam-v2-ctc", "gigaam",
            "gigaam-v3-ctc", KnownMetadata.GIGAAM_V3,
            "gigaam-v3-e2e-ctc", KnownMetadata.GIGAAM_V3,
            "gigaam-multilingual-ctc", KnownMetadata.GIGAAM_V3,
            "gigaam-multilingual-large-ctc", KnownMetadata.GIGAAM_V3,
            "wav2vec2-ctc", "wav2vec2");

    /** The networks of Hugging Face, by {@code model_type}, that take samples as wav2vec 2.0 does. */
    private static final Set<String> OF_SAMPLES = Set.of(
            "wav2vec2",
            "wav2vec2-conformer",
            "hubert",
            "data2vec-audio",
            "unispeech",
            "unispeech-sat",
            "wavlm",
            "sew",
            "sew-d");

    private final NetworkFacts facts;

    private KnownFiles(NetworkFacts facts) {
        this.facts = facts;
    }

    /** Adds the facts in the files beside the model. */
    static void offer(NetworkFacts facts, NetworkFiles files) throws NetworkFaultException {
        var known = new KnownFiles(facts);
        var model = json(files, CONFIG);
        model.map(config -> config.path("model_type").asString(""))
                .filter(OtherFamily::isNamed)
                .ifPresent(type -> facts.offer(NetworkFacts.EXTRACTOR, type, CONFIG));
        known.offerExtractor(json(files, PREPROCESSOR), PREPROCESSOR);
        known.offerExtractor(json(files, PROCESSOR).map(config -> config.path("feature_extractor")), PROCESSOR);
        model.ifPresent(known::offerOnnxAsr);
        model.filter(config -> OF_SAMPLES.contains(config.path("model_type").asString("")))
                .ifPresent(config -> facts.offer(NetworkFacts.PRESET, "wav2vec2", CONFIG));
        if (model.isPresent()) {
            known.offerDocTr(model.get());
        }
        model.map(config -> config.path("pad_token_id"))
                .filter(JsonNode::isInt)
                .ifPresent(blank -> facts.offer("blank", blank.asString(), CONFIG));
        var tokenizer = json(files, TOKENIZER);
        tokenizer
                .map(config -> config.path("target_lang").asString(""))
                .filter(language -> !language.isEmpty())
                .ifPresent(language -> facts.offer("vocabulary-language", language, TOKENIZER));
        tokenizer
                .map(config -> text(config.path("word_delimiter_token")))
                .filter(delimiter -> !delimiter.isEmpty())
                .ifPresent(delimiter -> facts.offer("word-delimiter", delimiter, TOKENIZER));
        json(files, PYCTCDECODE).ifPresent(attributes -> {
            known.copy(attributes, "alpha", "language-model.weight", PYCTCDECODE);
            known.copy(attributes, "beta", "language-model.word-bonus", PYCTCDECODE);
        });
        var charsets = json(files, CHARSETS);
        if (charsets.isPresent()) {
            known.offerDdddOcr(charsets.get());
        }
        var levels = KaldiLevels.beside(files);
        levels.ifPresent(found -> {
            facts.offer("sound.mean", KnownMetadata.negated(found.shifts()), KaldiLevels.FILE);
            facts.offer("sound.inverse-deviation", found.factors(), KaldiLevels.FILE);
        });
        if (PaddleInference.characters(files).isPresent()) {
            known.offerPaddleOcr(files);
        }
    }

    /** Adds what PaddleOCR says of a network that reads text, of which only some have a CTC output. */
    private void offerPaddleOcr(NetworkFiles files) throws NetworkFaultException {
        var decoder = PaddleInference.decoder(files).filter(name -> !name.contains("CTC"));
        if (decoder.isPresent()) {
            throw new NetworkFaultException(
                    "location",
                    PaddleInference.FILE + " names the decoder " + decoder.get()
                            + ", for a network that has no CTC output: expected one for CTCLabelDecode");
        }
        facts.offer(NetworkFacts.PRESET, "paddleocr", PaddleInference.FILE);
        PaddleInference.height(files)
                .ifPresent(height -> facts.offer(LineScalings.HEIGHT, height.toString(), PaddleInference.FILE));
    }

    private void offerOnnxAsr(JsonNode config) {
        String type = config.path("model_type").asString("");
        String preset = ONNX_ASR.get(type);
        if (preset == null) {
            return; // one of Hugging Face's
        }
        boolean isLater =
                type.startsWith("gigaam") && config.path("version").asString("").equals("v3");
        facts.offer(NetworkFacts.PRESET, isLater ? KnownMetadata.GIGAAM_V3 : preset, CONFIG);
        copy(config, "features_size", "sound.bands", CONFIG);
        copy(config, "subsampling_factor", NetworkFacts.SUBSAMPLING, CONFIG);
        if (preset.equals("wav2vec2")) {
            facts.offer(NetworkFacts.NORMALIZATION, "none", CONFIG); // its network does it
        }
    }

    /** Adds what docTR says of a network that reads lines, of which only some have a CTC output. */
    private void offerDocTr(JsonNode config) throws NetworkFaultException {
        String symbols = config.path("vocab").asString("");
        String architecture = config.path("arch").asString("");
        if (symbols.isEmpty() || !config.path("task").asString("").equals("recognition")) {
            return;
        }
        if (CTC_OF_DOCTR.stream().noneMatch(architecture::startsWith)) {
            throw new NetworkFaultException(
                    "location",
                    CONFIG + " names the architecture " + architecture
                            + ", which has no CTC output: expected one of docTR's" + " that begin with "
                            + String.join(" or ", CTC_OF_DOCTR));
        }
        facts.offer(NetworkFacts.PRESET, "doctr", CONFIG);
        facts.offer(LineScalings.MEAN, numbers(config.path("mean")), CONFIG);
        facts.offer(LineScalings.DEVIATION, numbers(config.path("std")), CONFIG);
        double black = -config.at("/mean/0").asDouble(0) / config.at("/std/0").asDouble(0);
        if (Double.isFinite(black)) {
            facts.offer("picture.padding", PlainNumber.of(black), CONFIG);
        }
        facts.offer(NetworkVocabulary.SETTING, NetworkVocabulary.ofCharacters(symbols), CONFIG);
    }

    /** Adds what ddddocr says of a network: its blank is the first symbol, whatever that is. */
    private void offerDdddOcr(JsonNode config) throws NetworkFaultException {
        if (!config.path("charset").isArray()) {
            return;
        }
        if (config.path("word").asBoolean(false)) {
            throw new NetworkFaultException(
                    "location",
                    CHARSETS
                            + " says that the network tells what a whole picture is (\"word\": true), which is no CTC output:"
                            + " expected a network with one");
        }
        facts.offer(NetworkFacts.PRESET, "ddddocr", CHARSETS);
        facts.offer(LineScalings.CHANNELS, config.path("channel").asInt(1) == 1 ? "gray" : "rgb", CHARSETS);
        int width = config.at("/image/0").asInt(-1);
        int height = config.at("/image/1").asInt(-1);
        if (height > 0) {
            facts.offer(LineScalings.HEIGHT, Integer.toString(height), CHARSETS);
        }
        if (width > 0) {
            facts.offer("picture.min-width", Integer.toString(width), CHARSETS);
            facts.offer("picture.max-width", Integer.toString(width), CHARSETS);
            facts.offer("picture.align", "stretch", CHARSETS);
        }
        boolean isGray = facts.text(LineScalings.CHANNELS).orElse("").equals("gray");
        facts.offer(LineScalings.MEAN, isGray ? "0.456" : "0.485,0.456,0.406", CHARSETS);
        facts.offer(LineScalings.DEVIATION, isGray ? "0.224" : "0.229,0.224,0.225", CHARSETS);
    }

    private static String numbers(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
    }

    /** Returns a token, which may be an object with its properties. */
    private static String text(JsonNode token) {
        return token.path("content").asString(token.asString(""));
    }

    private void offerExtractor(Optional<JsonNode> found, String source) {
        if (found.isEmpty()) {
            return;
        }
        var config = found.get();
        String type = config.path("feature_extractor_type").asString(isOfOldWaveform(config) ? OLD_WAVEFORM : "");
        var preset = Optional.ofNullable(EXTRACTORS.get(type));
        if (preset.isEmpty()) {
            if (!type.isEmpty()) {
                facts.offer(NetworkFacts.EXTRACTOR, type, source);
            }
            return;
        }
        facts.offer(NetworkFacts.PRESET, preset.get(), source);
        copy(config, "sampling_rate", "sound.sample-rate", source);
        if (preset.get().equals("wav2vec2")) {
            if (config.path("do_normalize").isBoolean()) {
                boolean isNormalized = config.path("do_normalize").asBoolean();
                facts.offer(NetworkFacts.NORMALIZATION, isNormalized ? "mean-variance" : "none", source);
            }
        } else {
            offerSpectrum(config, source);
        }
    }

    /** The first versions did not write their name, but that a row has one value, a sample. */
    private static boolean isOfOldWaveform(JsonNode config) {
        return config.path("feature_size").asInt(0) == 1
                && config.path("do_normalize").isBoolean();
    }

    private void offerSpectrum(JsonNode config, String source) {
        copy(config, "num_mel_bins", "sound.bands", source);
        copy(config, "feature_size", "sound.bands", source);
        copy(config, "n_fft", "sound.fft-size", source);
        copy(config, "preemphasis", "sound.pre-emphasis", source);
        copy(config, "stride", FrontEnds.STACK, source);
        copy(config, "stride", FrontEnds.STACK_HOP, source);
        double second = config.path("sampling_rate").asDouble(0);
        if (second > 0) {
            seconds(config, "win_length", "sound.frame-seconds", second, source);
            seconds(config, "hop_length", "sound.hop-seconds", second, source);
        }
    }

    private void seconds(JsonNode config, String key, String setting, double second, String source) {
        if (config.path(key).isNumber()) {
            facts.offer(setting, PlainNumber.of(config.path(key).asDouble() / second), source);
        }
    }

    private void copy(JsonNode config, String key, String setting, String source) {
        if (config.path(key).isNumber()) {
            facts.offer(setting, PlainNumber.of(config.path(key).asDouble()), source);
        }
    }

    private static Optional<JsonNode> json(NetworkFiles files, String name) throws NetworkFaultException {
        var content = files.beside(name);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JsonMapper().readTree(new String(content.get(), StandardCharsets.UTF_8)));
        } catch (JacksonException bad) {
            throw new NetworkFaultException("location", name + ": the JSON is wrong: " + bad.getOriginalMessage());
        }
    }
}
