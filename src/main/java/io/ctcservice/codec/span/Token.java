package io.ctcservice.codec.span;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.json.NullForNaN;
import io.ctcservice.core.span.TokenSpan;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * One label of a response.
 *
 * @param label null for a star
 * @param score NaN for a star
 * @param confidence NaN for a star
 */
@Schema(
        name = "Token",
        description = "One label of a hypothesis, or of a target, in frames [start, end) of its best path. Only targets"
                + " have stars.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Token(
        @Schema(
                description = "Class index; null for a star.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"integer", "null"},
                example = "7")
        @JsonInclude
        @Nullable
        Integer label,

        @Schema(
                description =
                        "Its symbol, or the text of a star, which the vocabulary cannot spell; only where there is a vocabulary.",
                example = "h")
        @Nullable
        String symbol,

        @Schema(
                description = "First frame; of a star, of where it may be.",
                requiredMode = RequiredMode.REQUIRED,
                example = "1")
        int start,

        @Schema(
                description = "Frame after the last. Of a star that has no room it is `start`.",
                requiredMode = RequiredMode.REQUIRED,
                example = "5")
        int end,

        @Nullable Double startSeconds,

        @Nullable Double endSeconds,

        @Schema(
                description = "Mean over its frames of ln p of the label; null for a star.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "-0.29")
        @JsonSerialize(using = NullForNaN.class)
        double score,

        @Schema(
                description =
                        "The probability in [0, 1] that its frames collapse to this label, given that they collapse to one label or none; null for a star.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "0.88")
        @JsonSerialize(using = NullForNaN.class)
        double confidence)
        implements TimedSpan {

    /**
     * Returns a token for a response.
     *
     * @param symbol of its label, or the text of a star; null where there is no vocabulary
     * @param confidence NaN for a star
     */
    public static Token of(TokenSpan span, @Nullable String symbol, double confidence, Seconds seconds) {
        return new Token(
                span.isStar() ? null : span.label(),
                symbol,
                span.start(),
                span.end(),
                seconds.of(span.start()),
                seconds.of(span.end()),
                span.score(),
                confidence);
    }
}
