package io.ctcservice.codec.span;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.json.NullForNaN;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * One word of a response.
 *
 * @param score NaN for a word of stars alone
 * @param confidence NaN for a word of stars alone
 */
@Schema(
        name = "Word",
        description = "One word of a hypothesis, or of a target, in frames [start, end) of its best path. Only targets"
                + " have stars.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Word(
        @Schema(description = "Without delimiters.", requiredMode = RequiredMode.REQUIRED, example = "hi")
        String text,

        @Schema(
                description = "First frame. Of a word of stars alone, of where it may be: from the end of the word"
                        + " before it to the start of the next; consecutive such words share it.",
                requiredMode = RequiredMode.REQUIRED,
                example = "1")
        int start,

        @Schema(
                description = "Frame after the last. Of a word of stars alone that has no room it is `start`.",
                requiredMode = RequiredMode.REQUIRED,
                example = "5")
        int end,

        @Nullable Double startSeconds,

        @Nullable Double endSeconds,

        @Schema(
                description = "Mean of ln p over the frames of its tokens; null for a word of stars alone.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "-0.27")
        @JsonSerialize(using = NullForNaN.class)
        double score,

        @Schema(
                description = "The least of its tokens' confidences, in [0, 1]; null for a word of stars alone.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "0.8")
        @JsonSerialize(using = NullForNaN.class)
        double confidence)
        implements TimedSpan {

    /**
     * Returns a word for a response.
     *
     * @param start first frame
     * @param end frame after the last
     * @param score NaN for a word of stars alone
     * @param confidence NaN for a word of stars alone
     */
    public static Word of(String text, int start, int end, double score, double confidence, Seconds seconds) {
        return new Word(text, start, end, seconds.of(start), seconds.of(end), score, confidence);
    }
}
