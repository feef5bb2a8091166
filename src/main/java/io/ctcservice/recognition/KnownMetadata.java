package io.ctcservice.recognition;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A reader of a network's properties from the metadata of its file, under the names of settings. */
final class KnownMetadata {

    /** The prefix of this service's own keys, before the names of settings. */
    private static final String OWN = "ctc.";

    private static final String METADATA = "the file's metadata";

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
            Map.entry("tdnn", "tdnn"),
            Map.entry(SENSE_VOICE, "sensevoice"));

    /** Those whose features are made as the third version of GigaAM makes them. */
    static final String GIGAAM_V3 = "gigaam-v3";

    /** The states of NeMo's streaming networks, after the axis of the utterances of three more, of which the metadata has the sizes. */
    private static final List<String> STATES_OF_NEMO = List.of("cache_last_channel", "cache_last_time");

    /** How many chunks before the one under way WeNet's streaming networks attend to. */
    private static final String LEFT_CHUNKS = "left_chunks";

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
            facts.offer(NetworkFacts.PRESET, comment.startsWith("v3") ? GIGAAM_V3 : "gigaam", METADATA);
        }
        if (metadata.containsKey("cmvn_mean")) {
            facts.offer(NetworkFacts.PRESET, "firered", METADATA);
        }
        String type = metadata.getOrDefault("model_type", "");
        if (type.equals(SENSE_VOICE) && comment.contains("Nano")) {
            facts.offer(NetworkFacts.PRESET, "funasr-nano", METADATA);
        }
        offerFamily(type, metadata.getOrDefault("feature", ""));
        if (metadata.containsKey("character")) {
            facts.offer(NetworkFacts.PRESET, "paddleocr", METADATA);
        }
        Optional.ofNullable(metadata.get("normalize_type"))
                .ifPresent(kind -> facts.offer(
                        NetworkFacts.NORMALIZATION,
                        NOT_NORMALIZED.contains(kind) ? "none" : kind.replace('_', '-'),
                        METADATA));
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
        copy(metadata, "subsampling_rate", NetworkFacts.SUBSAMPLING);
        copy(metadata, "mean", "sound.mean");
        copy(metadata, "invstd", "sound.inverse-deviation");
        copy(metadata, "cmvn_mean", "sound.mean");
        copy(metadata, "cmvn_inv_stddev", "sound.inverse-deviation");
        offerChunks(metadata);
    }

    /** Adds how many rows of zeros NeMo has before the sound: as many as a chunk has in common with the one before. */
    private void offerRowsBefore(Map<String, String> metadata) {
        try {
            int before = number(metadata, "window_size") - number(metadata, "chunk_shift");
            facts.offer(Chunking.BEFORE, Integer.toString(before), METADATA);
        } catch (NumberFormatException none) {
            // they are refused where they are read
        }
    }

    /** Adds the rows of WeNet's chunks, which are in frames there: one of {@code n} frames ends with what the last of them is made of. */
    private void offerWenetRows(Map<String, String> metadata) {
        try {
            int frames = number(metadata, "chunk_size");
            int subsampling =
                    Integer.parseInt(facts.text(NetworkFacts.SUBSAMPLING).orElse(""));
            if (frames > 0) { // else it takes whole recordings
                int rows = (frames - 1) * subsampling + number(metadata, "right_context") + 1;
                facts.offer(Chunking.STEP, Integer.toString(frames * subsampling), METADATA);
                facts.offer(Chunking.ROWS, Integer.toString(rows), METADATA);
            }
        } catch (NumberFormatException none) {
            // as without them
        }
    }

    private static int number(Map<String, String> metadata, String key) {
        return Integer.parseInt(metadata.getOrDefault(key, "").strip());
    }

    /** Adds the family that a type of sherpa-onnx names; some of icefall's networks take the features of Whisper, which are not known. */
    private void offerFamily(String type, String feature) {
        var preset = Optional.ofNullable(MODEL_TYPES.get(type)).filter(known -> feature.isEmpty());
        preset.ifPresent(known -> facts.offer(NetworkFacts.PRESET, known, METADATA));
        if (preset.isEmpty() && !type.isEmpty()) {
            facts.offer(
                    NetworkFacts.EXTRACTOR, feature.isEmpty() ? type : type + " with the feature " + feature, METADATA);
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
        if (metadata.containsKey(LEFT_CHUNKS)) {
            copy(metadata, LEFT_CHUNKS, LeftContext.CHUNKS);
            offerWenetRows(metadata);
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
    static String negated(String numbers) {
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
}
