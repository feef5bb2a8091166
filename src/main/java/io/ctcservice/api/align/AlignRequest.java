package io.ctcservice.api.align;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.request.TargetUtterance;
import io.ctcservice.request.TimedWords;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions and the text or labels to align with them.")
record AlignRequest(
        @Nullable List<TargetUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,
        @Nullable String network,
        @Nullable Integer channel,

        @Nullable String wordDelimiter,

        @Positive @DecimalMax("3600") @Nullable Double secondsPerFrame,

        @Schema(
                description = "True if the target may leave something out: at its ends and between its words, frames"
                        + " that it does not explain are then absorbed, and reported in `absorbed`. Default: false.")
        @Nullable
        Boolean star,

        @Schema(
                description =
                        "The treatment of characters of a target that the vocabulary cannot spell. `refuse`"
                                + " (default); `star`: each run of them becomes a token"
                                + " without label. A star takes no frame of a label: the spans of words are the same without it, and its own span is where it may be. It absorbs frames only if it is a letter, figure or sign, and many frames there match no label. White space always separates words.")
        Transcript.@Nullable OnUnknown onUnknown,

        @Schema(description = "Optional parts of the answer, besides the spans.") @Nullable
        Set<Include> include)
        implements BatchBody<TargetUtterance>, TimedWords {

    @Override
    public TargetUtterance emptyUtterance() {
        return TargetUtterance.EMPTY;
    }

    @Override
    public AlignRequest withUtterances(List<TargetUtterance> others) {
        return with(others, include);
    }

    /** Returns the same request with another set of optional parts. */
    AlignRequest including(Set<Include> others) {
        return with(utterances, others);
    }

    private AlignRequest with(@Nullable List<TargetUtterance> utterances, @Nullable Set<Include> include) {
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
                include);
    }

    /** The optional parts of a response, besides the spans. */
    enum Include {
        FRAME_PATH
    }

    /** Warns of fields that have no effect on this form of the answer; a picture shows the frame path anyway. */
    void warnOfNoEffect(ResponseForm form, Warnings warnings) {
        boolean hasPath = form.subtitles() == null;
        form.warnOfMissing(include, hasPath ? EnumSet.allOf(Include.class) : EnumSet.noneOf(Include.class), warnings);
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
