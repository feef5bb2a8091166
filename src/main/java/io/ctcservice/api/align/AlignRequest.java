package io.ctcservice.api.align;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.TargetUtterance;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions and the text or labels to find in them.")
record AlignRequest(
        @Nullable List<TargetUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,
        @Nullable String network,
        @Nullable Integer channel,

        @Schema(
                description =
                        "The symbol between words. Default: the space, else `|` or `▁`, else the `##` of word pieces or the"
                                + " `</w>` of byte pairs, if the vocabulary has it. Empty: each symbol is a word.",
                example = " ")
        @Nullable
        String wordDelimiter,

        @Schema(
                description = "Duration of a frame, for times in seconds; subtitles need it. For wav2vec2-like models"
                        + " 0.02.",
                example = "0.02")
        @Positive
        @DecimalMax("3600")
        @Nullable
        Double secondsPerFrame,

        @Schema(
                description = "True if the target may leave something out: at its ends and between its words, frames"
                        + " that it does not explain are then absorbed, and reported in `absorbed`.",
                defaultValue = "false")
        @Nullable
        Boolean star,

        @Schema(
                description = "The treatment of characters of a target that the vocabulary cannot spell. `refuse`"
                        + " (default); `star`: each run of them becomes a token"
                        + " without label. Such a star takes no frame of a label: words stand where they stand without"
                        + " it, and it says where it may be. Only where much was said that no label explains, and the"
                        + " star is a letter, figure or sign, it takes that. White space always parts words.")
        Transcript.@Nullable OnUnknown onUnknown,

        @Schema(description = "Optional parts of the answer, besides the spans.") @Nullable
        Set<Include> include)
        implements BatchBody<TargetUtterance> {

    @Override
    public TargetUtterance emptyUtterance() {
        return TargetUtterance.EMPTY;
    }

    @Override
    public AlignRequest withUtterances(List<TargetUtterance> others) {
        return new AlignRequest(
                others,
                scores,
                vocabulary,
                vocabularyName,
                blank,
                network,
                channel,
                wordDelimiter,
                secondsPerFrame,
                star,
                onUnknown,
                include);
    }

    /** Returns the same request with another set of optional parts. */
    AlignRequest including(Set<Include> others) {
        return new AlignRequest(
                utterances,
                scores,
                vocabulary,
                vocabularyName,
                blank,
                network,
                channel,
                wordDelimiter,
                secondsPerFrame,
                star,
                onUnknown,
                others);
    }

    /** The optional parts of a response, besides the spans. */
    enum Include {
        FRAME_PATH
    }

    boolean includesFramePath() {
        return include != null && include.contains(Include.FRAME_PATH);
    }

    boolean mayLeaveOut() {
        return Boolean.TRUE.equals(star);
    }

    Transcript.OnUnknown onUnknownOrRefuse() {
        return Objects.requireNonNullElse(onUnknown, Transcript.OnUnknown.REFUSE);
    }
}
