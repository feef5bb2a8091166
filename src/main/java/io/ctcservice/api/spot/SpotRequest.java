package io.ctcservice.api.spot;

import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.EmissionsUtterance;
import io.ctcservice.request.TimedWords;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(description = "Emissions and the phrases to look for in them.")
record SpotRequest(
        @Nullable List<EmissionsUtterance> utterances,
        @Nullable ScoreKind scores,
        @Nullable List<String> vocabulary,
        @Nullable String vocabularyName,
        @Nullable Integer blank,
        @Nullable String network,
        @Nullable Integer channel,

        @Schema(
                description = "The phrases, each searched for in every utterance.",
                requiredMode = RequiredMode.REQUIRED)
        @NotEmpty(message = "expected at least one phrase")
        @Nullable
        List<@Valid Keyword> keywords,

        @Schema(
                description = "The least score of a detection, for keywords without a threshold of their own. ln: -5"
                        + " allows what is e^-5 = 0.7 % as probable as the best path there. Default: -5.")
        @DecimalMax("0")
        @Nullable
        Double threshold,

        @Schema(
                description = "True to find phrases as whole words only: between word delimiters, punctuation and"
                        + " the ends of the utterance. Default: whether the vocabulary parts words.")
        @Nullable
        Boolean wholeWords,

        @Nullable String wordDelimiter,

        @Positive @DecimalMax("3600") @Nullable Double secondsPerFrame,

        @Schema(description = "The most detections of an utterance; the best stay. Default: 100.")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer maxDetections)
        implements BatchBody<EmissionsUtterance>, TimedWords {

    @Override
    public EmissionsUtterance emptyUtterance() {
        return EmissionsUtterance.EMPTY;
    }

    @Override
    public SpotRequest withUtterances(List<EmissionsUtterance> others) {
        return new SpotRequest(
                others,
                scores,
                vocabulary,
                vocabularyName,
                blank,
                network,
                channel,
                keywords,
                threshold,
                wholeWords,
                wordDelimiter,
                secondsPerFrame,
                maxDetections);
    }

    private static final double DEFAULT_THRESHOLD = -5;
    private static final int DEFAULT_DETECTIONS = 100;

    @Schema(description = "A phrase to look for.")
    record Keyword(
            @Schema(
                    description =
                            "The phrase as text. Exactly one of `phrase` and `labels`; a text needs a vocabulary.",
                    example = "hi")
            @Nullable
            String phrase,

            @Schema(description = "The phrase as class indices, without blanks.") @Nullable
            Labels labels,

            @Schema(description = "The least score of a detection of this phrase.", example = "-5")
            @DecimalMax("0")
            @Nullable
            Double threshold) {}

    double threshold(Keyword keyword) {
        double common = threshold == null ? DEFAULT_THRESHOLD : threshold;
        return keyword.threshold() == null ? common : keyword.threshold();
    }

    int maxDetectionsOrDefault() {
        return Objects.requireNonNullElse(maxDetections, DEFAULT_DETECTIONS);
    }
}
