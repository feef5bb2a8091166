package io.ctcservice.api.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Schema(
        description =
                "What vosk-server's clients set before they send sound. Other fields are accepted and have no effect.")
@JsonIgnoreProperties(ignoreUnknown = true)
record VoskConfig(
        @Schema(description = "Samples a second. Default: 8000.", example = "16000")
        @JsonProperty("sample_rate")
        @Nullable
        Double sampleRate,

        @Schema(
                description =
                        "A lexicon: only the words of these phrases are decoded; with `[unk]` among them the phrases are hot words instead. Tried in lower and upper case where the network cannot spell them as they are.",
                example = "[\"oh one two three\", \"[unk]\"]")
        @JsonProperty("phrase_list")
        @Nullable
        List<String> phraseList,

        @Schema(description = "True if results have words with their times. Default: true.") @Nullable
        Boolean words,

        @Schema(description = "A streaming network of this server. Default: `ctc.stream.vosk-network`.") @Nullable
        String model,

        @Schema(description = "The number of alternatives of a result; with 0 (default) it is a single hypothesis.")
        @JsonProperty("max_alternatives")
        @Nullable
        Integer maxAlternatives) {

    /** vosk-server's default. */
    private static final double DEFAULT_RATE = 8000;

    static final VoskConfig DEFAULT = new VoskConfig(null, null, null, null, null);

    /** Returns this with the fields of a later message in place of those that it has. */
    VoskConfig then(VoskConfig later) {
        return new VoskConfig(
                later.sampleRate == null ? sampleRate : later.sampleRate,
                later.phraseList == null ? phraseList : later.phraseList,
                later.words == null ? words : later.words,
                later.model == null ? model : later.model,
                later.maxAlternatives == null ? maxAlternatives : later.maxAlternatives);
    }

    /** Returns the first field that counts from the first sound on and is another one in a later message. */
    Optional<String> changedBy(VoskConfig later) {
        if (rate() != later.rate()) {
            return Optional.of("sample_rate");
        }
        if (!Objects.equals(phraseList, later.phraseList)) {
            return Optional.of("phrase_list");
        }
        if (!Objects.equals(model, later.model)) {
            return Optional.of("model");
        }
        return alternatives() == later.alternatives() ? Optional.empty() : Optional.of("max_alternatives");
    }

    double rate() {
        return Objects.requireNonNullElse(sampleRate, DEFAULT_RATE);
    }

    boolean withWords() {
        return Objects.requireNonNullElse(words, true);
    }

    int alternatives() {
        return Objects.requireNonNullElse(maxAlternatives, 0);
    }
}
