package io.ctcservice.recognition;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    private static final String PREPROCESSOR = "preprocessor_config.json";

    /** What later versions write in place of the former. */
    private static final String PROCESSOR = "processor_config.json";

    private static final String PRESET = "preset";
    private static final String NORMALIZATION = "sound.normalization";

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
            Map.entry("telespeech_ctc", "telespeech"));

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
        if (metadata.containsKey("is_giga_am")) {
            facts.offer(PRESET, "gigaam", METADATA);
        }
        if (metadata.containsKey("cmvn_mean")) {
            facts.offer(PRESET, "firered", METADATA);
        }
        Optional.ofNullable(metadata.get("model_type"))
                .map(MODEL_TYPES::get)
                .ifPresent(preset -> facts.offer(PRESET, preset, METADATA));
        if (metadata.containsKey("character")) {
            facts.offer(PRESET, "paddleocr", METADATA);
        }
        Optional.ofNullable(metadata.get("normalize_type"))
                .ifPresent(type -> facts.offer(
                        NORMALIZATION, NOT_NORMALIZED.contains(type) ? "none" : type.replace('_', '-'), METADATA));
        copy(metadata, "sample_rate", "sound.sample-rate");
        copy(metadata, "subsampling_factor", NetworkFacts.SUBSAMPLING);
        copy(metadata, "mean", "sound.mean");
        copy(metadata, "invstd", "sound.inverse-deviation");
        copy(metadata, "cmvn_mean", "sound.mean");
        copy(metadata, "cmvn_inv_stddev", "sound.inverse-deviation");
    }

    private void copy(Map<String, String> metadata, String key, String setting) {
        String value = metadata.get(key);
        if (value != null && !value.isBlank()) {
            facts.offer(setting, value, METADATA);
        }
    }

    /** Adds the facts in files beside the model: Hugging Face's configurations, PaddleOCR's inference.yml. */
    static void offer(NetworkFacts facts, NetworkFiles files) throws NetworkFaultException {
        var known = new KnownMetadata(facts);
        known.offerExtractor(json(files, PREPROCESSOR), PREPROCESSOR);
        known.offerExtractor(json(files, PROCESSOR).map(config -> config.path("feature_extractor")), PROCESSOR);
        json(files, "config.json")
                .map(config -> config.path("pad_token_id"))
                .filter(JsonNode::isInt)
                .ifPresent(blank -> facts.offer("blank", blank.asString(), "config.json"));
        var tokenizer = json(files, TOKENIZER);
        tokenizer
                .map(config -> config.path("target_lang").asString(""))
                .filter(language -> !language.isEmpty())
                .ifPresent(language -> facts.offer("vocabulary-language", language, TOKENIZER));
        tokenizer
                .map(config -> text(config.path("word_delimiter_token")))
                .filter(delimiter -> !delimiter.isEmpty())
                .ifPresent(delimiter -> facts.offer("word-delimiter", delimiter, TOKENIZER));
        if (PaddleInference.characters(files).isPresent()) {
            facts.offer(PRESET, "paddleocr", PaddleInference.FILE);
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
        if (config.path("feature_extractor_type").asString("").equals("Wav2Vec2FeatureExtractor")) {
            facts.offer(PRESET, "wav2vec2", source);
            if (config.path("do_normalize").isBoolean()) {
                boolean isNormalized = config.path("do_normalize").asBoolean();
                facts.offer(NORMALIZATION, isNormalized ? "mean-variance" : "none", source);
            }
            if (config.path("sampling_rate").isInt()) {
                facts.offer("sound.sample-rate", config.path("sampling_rate").asString(), source);
            }
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
