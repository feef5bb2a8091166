package io.ctcservice.recognition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of a network's properties from its metadata and the files beside it, under the names of settings. */
final class KnownMetadata {

    /** The prefix of this service's own keys, before the names of settings. */
    private static final String OWN = "ctc.";

    private static final String METADATA = "the file's metadata";

    /** Hugging Face's properties of a tokenizer. */
    static final String TOKENIZER = "tokenizer_config.json";

    private static final String CONFIG = "config.json";
    private static final String PREPROCESSOR = "preprocessor_config.json";

    /** What later versions write in place of the former. */
    private static final String PROCESSOR = "processor_config.json";

    /** pyctcdecode's weights of the language model beside it, in nats and a word each, as {@code weight} and {@code word-bonus} are. */
    private static final String PYCTCDECODE = "language_model/attrs.json";

    private static final String PRESET = "preset";
    private static final String NORMALIZATION = "sound.normalization";

    /** What sherpa-onnx calls both SenseVoice and the CTC branch of Fun-ASR-Nano, which only the comment tells apart. */
    private static final String SENSE_VOICE = "sense_voice_ctc";

    /** The families by the names that sherpa-onnx gives them. */
    private static final Map<String, String> MODEL_TYPES = Map.ofEntries(
            Map.entry("EncDecCTCModel", "nemo"),
            Map.entry("EncDecCTCModelBPE", "nemo"),
            Map.entry("EncDecHybridRNNTCTCBPEModel", "nemo"),
            Map.entry("zipformer2_ctc", "icefall"),
            Map.entry("wenet_ctc", "wenet"),
            Map.entry("omnilingual-asr", "omnilingual"),
            Map.entry("dolphin", "dolphin"),
            Map.entry("medasr_ctc", "medasr"),
            Map.entry("telespeech_ctc", "telespeech"),
            Map.entry("t-one", "t-one"),
            Map.entry(SENSE_VOICE, "sensevoice"));

    /** The one feature extractor for samples that Hugging Face had at first. */
    private static final String OLD_WAVEFORM = "Wav2Vec2FeatureExtractor";

    /** The families by the names of Hugging Face's feature extractors. */
    private static final Map<String, String> EXTRACTORS = Map.of(
            OLD_WAVEFORM, "wav2vec2",
            "SeamlessM4TFeatureExtractor", "wav2vec2-bert",
            "ParakeetFeatureExtractor", "parakeet",
            "LasrFeatureExtractor", "medasr");

    /** Those whose features are made as the third version of GigaAM makes them. */
    private static final String GIGAAM_V3 = "gigaam-v3";

    /** The families by the names that onnx-asr gives them. */
    private static final Map<String, String> ONNX_ASR = Map.of(
            "nemo-conformer-ctc", "nemo",
            "gigaam-v2-ctc", "gigaam",
            "gigaam-v3-ctc", GIGAAM_V3,
            "gigaam-v3-e2e-ctc", GIGAAM_V3,
            "gigaam-multilingual-ctc", GIGAAM_V3,
            "gigaam-multilingual-large-ctc", GIGAAM_V3,
            "wav2vec2-ctc", "wav2vec2");

    /** The states of NeMo's streaming networks, after the axis of the utterances of three more, of which the metadata has the sizes. */
    private static final List<String> STATES_OF_NEMO = List.of("cache_last_channel", "cache_last_time");

    private static final Set<String> NOT_NORMALIZED = Set.of("", "NA");

    private final NetworkFacts facts;

    private KnownMetadata(NetworkFacts facts) {
        this.facts = facts;
    }

    /** Returns the entries of the metadata that are for this service, by the names of settings. */
    static Map<String, String> own(Map<String, String> metadata) {
        var own = new TreeMap<String, String>();
        metadata.forEach((key, value) -> {
            if (key.startsWith(OWN)) {
                own.put(key.substring(OWN.length()), value);
            }
        });
        return own;
    }

    /** Adds the facts in the metadata of the model. */
    static void offer(NetworkFacts facts, Map<String, String> metadata) {
        facts.offerAll(own(metadata), METADATA);
        new KnownMetadata(facts).offerOthers(metadata);
    }

    private void offerOthers(Map<String, String> metadata) {
        String comment = metadata.getOrDefault("comment", "");
        if (metadata.containsKey("is_giga_am")) {
            facts.offer(PRESET, comment.startsWith("v3") ? GIGAAM_V3 : "gigaam", METADATA);
        }
        if (metadata.containsKey("cmvn_mean")) {
            facts.offer(PRESET, "firered", METADATA);
        }
        String type = metadata.getOrDefault("model_type", "");
        if (type.equals(SENSE_VOICE) && comment.contains("Nano")) {
            facts.offer(PRESET, "funasr-nano", METADATA);
        }
        offerFamily(type, metadata.getOrDefault("feature", ""));
        if (metadata.containsKey("character")) {
            facts.offer(PRESET, "paddleocr", METADATA);
        }
        Optional.ofNullable(metadata.get("normalize_type"))
                .ifPresent(kind -> facts.offer(
                        NORMALIZATION, NOT_NORMALIZED.contains(kind) ? "none" : kind.replace('_', '-'), METADATA));
        if (metadata.containsKey("lang_auto") && metadata.containsKey("without_itn")) {
            String constants = "language=" + metadata.get("lang_auto") + ",text_norm=" + metadata.get("without_itn");
            facts.offer(Ports.CONSTANTS, constants, METADATA);
        }
        Optional.ofNullable(metadata.get("neg_mean"))
                .ifPresent(means -> facts.offer("sound.mean", negated(means), METADATA));
        copy(metadata, "inv_stddev", "sound.inverse-deviation");
        copy(metadata, "lfr_window_size", FrontEnds.STACK);
        copy(metadata, "lfr_window_shift", FrontEnds.STACK_HOP);
        copy(metadata, "blank_id", "blank");
        copy(metadata, "sample_rate", "sound.sample-rate");
        copy(metadata, "subsampling_factor", NetworkFacts.SUBSAMPLING);
        copy(metadata, "mean", "sound.mean");
        copy(metadata, "invstd", "sound.inverse-deviation");
        copy(metadata, "cmvn_mean", "sound.mean");
        copy(metadata, "cmvn_inv_stddev", "sound.inverse-deviation");
        offerChunks(metadata);
    }

    /** Adds how many rows of zeros NeMo has before the sound: as many as a chunk has in common with the one before. */
    private void offerRowsBefore(Map<String, String> metadata) {
        try {
            int before = Integer.parseInt(metadata.getOrDefault("window_size", "").strip())
                    - Integer.parseInt(metadata.get("chunk_shift").strip());
            facts.offer(Chunking.BEFORE, Integer.toString(before), METADATA);
        } catch (NumberFormatException none) {
            // they are refused where they are read
        }
    }

    /** Adds the family that a type of sherpa-onnx names; some of icefall's networks take the features of Whisper, which are not known. */
    private void offerFamily(String type, String feature) {
        var preset = Optional.ofNullable(MODEL_TYPES.get(type)).filter(known -> feature.isEmpty());
        preset.ifPresent(known -> facts.offer(PRESET, known, METADATA));
        if (preset.isEmpty() && !type.isEmpty()) {
            facts.offer(NetworkFacts.EXTRACTOR, feature.isEmpty() ? type : type + " with the feature " + feature, METADATA);
        }
    }

    /** Adds the sizes of the chunks and states of streaming networks, as icefall's and NeMo's have them. */
    private void offerChunks(Map<String, String> metadata) {
        if (metadata.containsKey("decode_chunk_len")) {
            copy(metadata, "T", Chunking.ROWS);
            copy(metadata, "decode_chunk_len", Chunking.STEP);
        }
        if (metadata.containsKey("chunk_shift")) {
            copy(metadata, "window_size", Chunking.ROWS);
            copy(metadata, "chunk_shift", Chunking.STEP);
            offerRowsBefore(metadata);
        }
        var shapes = STATES_OF_NEMO.stream()
                .filter(state -> metadata.containsKey(state + "_dim1"))
                .map(state -> IntStream.rangeClosed(1, 3)
                        .mapToObj(axis -> metadata.getOrDefault(state + "_dim" + axis, ""))
                        .collect(Collectors.joining("x", state + "=1x", "")))
                .toList();
        if (!shapes.isEmpty()) {
            facts.offer(CarriedStates.SHAPES, String.join(",", shapes), METADATA);
        }
    }

    /** Returns numbers, which commas separate, with the other sign. */
    private static String negated(String numbers) {
        return Arrays.stream(numbers.split(",", -1))
                .map(String::strip)
                .map(number -> number.startsWith("-") ? number.substring(1) : "-" + number)
                .collect(Collectors.joining(","));
    }

    private void copy(Map<String, String> metadata, String key, String setting) {
        String value = metadata.get(key);
        if (value != null && !value.isBlank()) {
            facts.offer(setting, value, METADATA);
        }
    }

    /** Adds the facts in files beside the model: the configurations of Hugging Face, pyctcdecode and onnx-asr, FunASR's am.mvn, PaddleOCR's inference.yml. */
    static void offer(NetworkFacts facts, NetworkFiles files) throws NetworkFaultException {
        var known = new KnownMetadata(facts);
        known.offerExtractor(json(files, PREPROCESSOR), PREPROCESSOR);
        known.offerExtractor(json(files, PROCESSOR).map(config -> config.path("feature_extractor")), PROCESSOR);
        var model = json(files, CONFIG);
        model.ifPresent(known::offerOnnxAsr);
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
        var levels = KaldiLevels.beside(files);
        levels.ifPresent(found -> {
            facts.offer("sound.mean", negated(found.shifts()), KaldiLevels.FILE);
            facts.offer("sound.inverse-deviation", found.factors(), KaldiLevels.FILE);
        });
        if (PaddleInference.characters(files).isPresent()) {
            facts.offer(PRESET, "paddleocr", PaddleInference.FILE);
        }
    }

    private void offerOnnxAsr(JsonNode config) {
        String type = config.path("model_type").asString("");
        String preset = ONNX_ASR.get(type);
        if (preset == null) {
            return; // one of Hugging Face's
        }
        boolean isLater =
                type.startsWith("gigaam") && config.path("version").asString("").equals("v3");
        facts.offer(PRESET, isLater ? GIGAAM_V3 : preset, CONFIG);
        copy(config, "features_size", "sound.bands", CONFIG);
        copy(config, "subsampling_factor", NetworkFacts.SUBSAMPLING, CONFIG);
        if (preset.equals("wav2vec2")) {
            facts.offer(NORMALIZATION, "none", CONFIG); // its network does it
        }
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
        facts.offer(PRESET, preset.get(), source);
        copy(config, "sampling_rate", "sound.sample-rate", source);
        if (preset.get().equals("wav2vec2")) {
            if (config.path("do_normalize").isBoolean()) {
                boolean isNormalized = config.path("do_normalize").asBoolean();
                facts.offer(NORMALIZATION, isNormalized ? "mean-variance" : "none", source);
            }
        } else {
            offerSpectrum(config, source);
        }
    }

    /** The first versions did not write their name, but that a row has one value, a sample. */
    private static boolean isOfOldWaveform(JsonNode config) {
        return config.path("feature_size").asInt(0) == 1 && config.path("do_normalize").isBoolean();
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
            facts.offer(setting, Double.toString(config.path(key).asDouble() / second), source);
        }
    }

    private void copy(JsonNode config, String key, String setting, String source) {
        if (config.path(key).isNumber()) {
            facts.offer(setting, config.path(key).asString(), source);
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
