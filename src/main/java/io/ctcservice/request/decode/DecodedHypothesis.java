package io.ctcservice.request.decode;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.span.Seconds;
import io.ctcservice.codec.span.Token;
import io.ctcservice.codec.span.Word;
import io.ctcservice.core.Labels;
import io.ctcservice.core.LogMath;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.request.OutputClasses;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "Hypothesis", description = "One hypothesis of an utterance.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecodedHypothesis(
        @Schema(
                description =
                        "The readable text: the words with one space between them, nothing at the ends,"
                                + " without the word marks of the vocabulary (`▁`, `|`, `##`, `@@`, `</w>`); where nothing separates words, symbol after symbol. Only where there is a vocabulary.",
                example = "hi")
        @Nullable
        String text,

        @Schema(description = "The same as class indices, without blanks.", requiredMode = RequiredMode.REQUIRED)
        Labels labels,

        @Schema(
                description =
                        "The score that ranks the hypotheses: the sum of `parts`. Null, as log zero, where no allowed hypothesis is left: this one is the words that were certain before, in the worst case none.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "-1.9")
        @JsonInclude
        @Nullable
        Double score,

        @Schema(
                description =
                        "ln p(labels | emissions) in nats, summed over all paths: exact, independent of pruning. Null, with a warning, where T·(2U + 1) is more than"
                                + " `ctc.limits.max-cells`; null, as log zero, where the probability is 0.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "-1.2")
        @JsonInclude
        @Nullable
        Double logProb,

        @Schema(
                description =
                        "The probability in [0, 1] that this hypothesis is correct: p(labels | emissions) where the search uses the emissions only, else this hypothesis' share"
                                + " of exp(score) among the final prefixes of the beam. Null where it would be exp of a `logProb`"
                                + " that is null.",
                requiredMode = RequiredMode.REQUIRED,
                types = {"number", "null"},
                format = "double",
                example = "0.91")
        @JsonInclude
        @Nullable
        Double confidence,

        @Schema(description = "The parts of `score`.", requiredMode = RequiredMode.REQUIRED)
        Parts parts,

        @Schema(description = "The span of each label.") @Nullable
        List<Token> tokens,

        @Schema(description = "The span of each word; empty without a vocabulary.") @Nullable
        List<Word> words) {

    /** Returns a hypothesis as responses show it. */
    public static DecodedHypothesis of(
            DecodedUtterance.Located located, DecodeRequest request, DecodePlan plan, Seconds seconds) {
        var hypothesis = located.hypothesis();
        Spans spans = located.spans();
        return new DecodedHypothesis(
                plan.text(hypothesis.labels()),
                hypothesis.labels(),
                orNull(hypothesis.score()),
                orNull(hypothesis.logProb()),
                orNull(hypothesis.confidence()),
                Parts.of(hypothesis.parts()),
                spans != null && request.includes(DecodeRequest.Include.TOKENS)
                        ? tokens(spans, plan.classes(), seconds)
                        : null,
                spans != null && request.includes(DecodeRequest.Include.WORDS) ? words(spans, seconds) : null);
    }

    private static @Nullable Double orNull(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static List<Token> tokens(Spans spans, OutputClasses classes, Seconds seconds) {
        return spans.tokens().stream()
                .map(token -> Token.of(token.span(), classes.symbol(token.span().label()), token.confidence(), seconds))
                .toList();
    }

    private static List<Word> words(Spans spans, Seconds seconds) {
        return spans.words().stream()
                .map(word -> Word.of(word.text(), word.start(), word.end(), word.score(), word.confidence(), seconds))
                .toList();
    }

    @Schema(name = "ScoreParts", description = "The parts of a score, in nats, weights included.")
    public record Parts(
            @Schema(
                    description =
                            "ln of the probability of the paths that the search summed: of the best path for `greedy`, for"
                                    + " `beam` of all that were not pruned. At most `logProb`. Null, as log zero, where `score`"
                                    + " is.",
                    requiredMode = RequiredMode.REQUIRED,
                    types = {"number", "null"},
                    format = "double",
                    example = "-1.2")
            @JsonInclude
            @Nullable
            Double acoustic,

            @Schema(
                    description = "Weight times ln of the language model's probability.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "-2.7")
            double languageModel,

            @Schema(
                    description = "Bonus per word times the number of words.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "1.5")
            double wordBonus,

            @Schema(
                    description = "Sum of the bonuses of the phrases found.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "0.5")
            double hotwords) {

        static Parts of(ScoreParts parts) {
            double acoustic = parts.acoustic();
            return new Parts(
                    acoustic == LogMath.LOG_ZERO ? null : acoustic,
                    parts.languageModel(),
                    parts.wordBonus(),
                    parts.hotwords());
        }
    }
}
