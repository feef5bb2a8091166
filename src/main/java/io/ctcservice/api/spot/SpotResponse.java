package io.ctcservice.api.spot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.codec.span.Seconds;
import io.ctcservice.codec.span.TimedSpan;
import io.ctcservice.core.Labels;
import io.ctcservice.request.OutputClasses;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(description = "The detections, in the order of the utterances.")
record SpotResponse(
        @Schema(description = "One for each utterance.", requiredMode = RequiredMode.REQUIRED)
        List<Utterance> utterances,

        List<Warning> warnings)
        implements NpzResponse {

    @Override
    public NpzArchive toNpz() {
        return SpotArchive.of(this);
    }

    static SpotResponse of(
            SpotRequest request, OutputClasses classes, List<SpottedUtterance> spotted, Warnings warnings) {
        Double perFrame = classes.secondsPerFrame(request.secondsPerFrame());
        return new SpotResponse(
                spotted.stream()
                        .map(one -> new Utterance(
                                one.utterance().id(),
                                one.utterance().emissions().frames(),
                                one.findings().stream()
                                        .map(finding -> SpottedPhrase.of(
                                                finding,
                                                new Seconds(
                                                        perFrame,
                                                        one.utterance().seconds())))
                                        .toList()))
                        .toList(),
                warnings.list());
    }

    @Schema(name = "SpottedUtterance", description = "The detections in one utterance.")
    record Utterance(
            @Schema(description = "As given, or the index.", requiredMode = RequiredMode.REQUIRED, example = "utt-1")
            String id,

            @Schema(description = "T.", requiredMode = RequiredMode.REQUIRED, example = "5")
            int frames,

            @Schema(description = "The best first.", requiredMode = RequiredMode.REQUIRED)
            List<SpottedPhrase> detections) {}

    @Schema(name = "Detection", description = "A phrase that was found in frames [start, end).")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SpottedPhrase(
            @Schema(
                    description = "Index of the keyword in the request.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "0")
            int keyword,

            @Schema(description = "The phrase; only where there is a vocabulary.", example = "hi") @Nullable
            String phrase,

            @Schema(description = "The same as class indices.", requiredMode = RequiredMode.REQUIRED)
            Labels labels,

            @Schema(
                    description = "First frame of its first label.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "1")
            int start,

            @Schema(
                    description = "Frame after the last of its last label.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "5")
            int end,

            @Nullable Double startSeconds,

            @Nullable Double endSeconds,

            @Schema(
                    description = "ln of the best path of the phrase there over the best path of all, at most 0.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "0")
            double score)
            implements TimedSpan {

        static SpottedPhrase of(SpottedUtterance.Finding finding, Seconds seconds) {
            var phrase = finding.phrase();
            var detection = finding.detection();
            return new SpottedPhrase(
                    phrase.index(),
                    phrase.text(),
                    phrase.labels(),
                    detection.start(),
                    detection.end(),
                    seconds.of(detection.start()),
                    seconds.of(detection.end()),
                    detection.score());
        }
    }
}
