package io.ctcservice.api.align;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.json.FramePath;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.codec.span.Seconds;
import io.ctcservice.codec.span.TimedSpan;
import io.ctcservice.codec.span.Token;
import io.ctcservice.codec.span.Word;
import io.ctcservice.core.Labels;
import io.ctcservice.core.align.AbsorbedSpan;
import io.ctcservice.core.align.AlignedWord;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.OutputClasses;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

@Schema(description = "The alignments, in the order of the utterances.")
record AlignResponse(
        @Schema(description = "One for each utterance.", requiredMode = RequiredMode.REQUIRED)
        List<Utterance> utterances,

        List<Warning> warnings)
        implements NpzResponse {

    @Override
    public NpzArchive toNpz() {
        return AlignArchive.of(this);
    }

    static AlignResponse of(
            AlignRequest request, OutputClasses classes, List<AlignedUtterance> aligned, Warnings warnings) {
        var grouping = classes.grouping(request.wordDelimiter());
        return new AlignResponse(
                aligned.stream()
                        .map(one -> Utterance.of(one, request, classes, grouping))
                        .toList(),
                warnings.list());
    }

    @Schema(name = "AlignedUtterance", description = "The alignment of one utterance.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Utterance(
            @Schema(description = "As given, or the index.", requiredMode = RequiredMode.REQUIRED, example = "utt-1")
            String id,

            @Schema(
                    description = "True if the target is feasible: its probability is above 0.",
                    requiredMode = RequiredMode.REQUIRED)
            boolean feasible,

            @Schema(description = "T.", requiredMode = RequiredMode.REQUIRED, example = "5")
            int frames,

            @Schema(
                    description = "U + R, the least T for this target.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "2")
            int minFrames,

            @Schema(
                    description = "ln of the probability of the best path of the target, in nats; null if infeasible.",
                    requiredMode = RequiredMode.REQUIRED,
                    types = {"number", "null"},
                    format = "double",
                    example = "-1.38")
            @JsonInclude
            @Nullable
            Double logProb,

            @Schema(
                    description = "Mean of ln p over the frames of the tokens, in nats; null if infeasible, and 0"
                            + " without tokens.",
                    requiredMode = RequiredMode.REQUIRED,
                    types = {"number", "null"},
                    format = "double",
                    example = "-0.27")
            @JsonInclude
            @Nullable
            Double score,

            @Schema(
                    description = "The tokens of the target in order; none if infeasible.",
                    requiredMode = RequiredMode.REQUIRED)
            List<Token> tokens,

            @Schema(
                    description = "Its words in order; none if infeasible or where there is no vocabulary.",
                    requiredMode = RequiredMode.REQUIRED)
            List<Word> words,

            @Schema(description = "Spans that the target leaves out, in order, none if infeasible; only with `star`.")
            @Nullable
            List<Absorbed> absorbed,

            @Schema(description = "An assessment of the alignment; not if infeasible.") @Nullable
            AlignedVerdict verdict,

            @Schema(description = "The reason why there is no alignment; only if infeasible.") @Nullable
            AlignInfeasibility infeasibility,

            @Schema(description = "Class of each frame on the best path; not if infeasible.") @Nullable
            FramePath framePath) {

        static Utterance of(
                AlignedUtterance aligned,
                AlignRequest request,
                OutputClasses classes,
                Optional<WordGrouping> grouping) {
            var utterance = aligned.utterance();
            var target = utterance.transcript().target();
            int frames = utterance.emissions().frames();
            var fit = aligned.fit();
            if (fit == null) {
                return new Utterance(
                        utterance.id(),
                        false,
                        frames,
                        target.minFrames(),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        request.mayLeaveOut() ? List.of() : null,
                        null,
                        AlignInfeasibility.of(aligned),
                        null);
            }
            var seconds = new Seconds(classes.secondsPerFrame(request.secondsPerFrame()), utterance.seconds());
            var alignment = fit.alignment();
            return new Utterance(
                    utterance.id(),
                    true,
                    frames,
                    target.minFrames(),
                    alignment.logProb(),
                    alignment.score(0, target.length()),
                    IntStream.range(0, fit.placed().tokens().size())
                            .mapToObj(u -> token(aligned, fit, u, seconds))
                            .toList(),
                    fit.placed().words().stream()
                            .map(word -> word(word, fit, seconds))
                            .toList(),
                    request.mayLeaveOut()
                            ? fit.placed().absorbed().stream()
                                    .map(span -> Absorbed.of(span, fit, grouping, seconds))
                                    .toList()
                            : null,
                    AlignedVerdict.of(fit),
                    null,
                    request.includesFramePath() ? FramePath.of(alignment.framePath()) : null);
        }

        private static Token token(AlignedUtterance aligned, AlignedUtterance.Fit fit, int u, Seconds seconds) {
            return Token.of(
                    fit.placed().tokens().get(u),
                    aligned.utterance().transcript().text(u).orElse(null),
                    fit.tokenConfidences().get(u).orElse(Double.NaN),
                    seconds);
        }

        private static Word word(AlignedWord word, AlignedUtterance.Fit fit, Seconds seconds) {
            double confidence = fit.confidence(word).orElse(Double.NaN);
            return Word.of(word.text(), word.start(), word.end(), word.score(), confidence, seconds);
        }
    }

    @Schema(name = "AbsorbedSpan", description = "Frames absorbed between tokens, which the target does not explain.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Absorbed(
            @Schema(
                    description = "They lie before the token of this index; U: after the last.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "3")
            int beforeToken,

            @Schema(description = "The text of the best path there; only with a vocabulary.", example = "big") @Nullable
            String text,

            @Schema(description = "The same as class indices.", requiredMode = RequiredMode.REQUIRED)
            Labels labels,

            int start,

            int end,

            @Nullable Double startSeconds,

            @Nullable Double endSeconds,

            @Schema(
                    description = "Mean of ln p of the best class over the frames.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "-0.1")
            double score)
            implements TimedSpan {

        static Absorbed of(
                AbsorbedSpan span, AlignedUtterance.Fit fit, Optional<WordGrouping> grouping, Seconds seconds) {
            return new Absorbed(
                    fit.placed().transcript().tokenOfLabel(span.gap()),
                    grouping.map(words -> words.text(span.labels())).orElse(null),
                    span.labels(),
                    span.start(),
                    span.end(),
                    seconds.of(span.start()),
                    seconds.of(span.end()),
                    span.score());
        }
    }
}
