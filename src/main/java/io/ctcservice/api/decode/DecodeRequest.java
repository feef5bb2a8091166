package io.ctcservice.api.decode;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.wire.batch.BatchBody;
import io.ctcservice.wire.batch.EmissionsUtterance;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions to read.")
record DecodeRequest(
        @Nullable List<EmissionsUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,

        @Schema(description = "`greedy` (default): the most probable class of each frame, collapsed.") @Nullable
        DecoderName decoder,

        @Schema(
                description =
                        "What separates words. Default: the space, else `|` or `▁`, if the vocabulary has it. Empty:"
                                + " each symbol is a word.",
                example = " ")
        @Nullable
        String wordDelimiter,

        @Schema(
                description = "Duration of a frame, for times in seconds. For wav2vec2-like models 0.02.",
                example = "0.02")
        @Positive
        @DecimalMax("3600")
        @Nullable
        Double secondsPerFrame,

        @Schema(description = "What to answer besides the text and labels.") @Nullable
        Set<Include> include)
        implements BatchBody<EmissionsUtterance> {

    /** Which search. */
    enum DecoderName {
        GREEDY
    }

    /** What can be had besides the text and labels. */
    enum Include {
        TOKENS,
        WORDS,
        FRAME_PATH
    }

    boolean includes(Include wanted) {
        return include != null && include.contains(wanted);
    }

    boolean includesSpans() {
        return include != null && !include.isEmpty();
    }
}
