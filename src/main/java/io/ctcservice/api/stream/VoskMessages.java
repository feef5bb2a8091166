package io.ctcservice.api.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.codec.span.SpanColumns;
import io.ctcservice.codec.span.Word;
import io.ctcservice.request.decode.DecodedHypothesis;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of the server at /vosk. */
final class VoskMessages {

    private VoskMessages() {}

    @Schema(name = "VoskPartial", description = "The best hypothesis of the current utterance.")
    record Partial(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "hello w")
            String partial) {}

    @Schema(name = "VoskResult", description = "The result of an utterance.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @Schema(description = "Its words; not where there are none, or none are wanted.") @Nullable
            List<ResultWord> result,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "hello")
            String text,

            @Schema(
                    description =
                            "Legal but suspicious, such as phrases that the network cannot spell; only if there is any. Not of vosk-server.")
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Warning> warnings) {

        /** Returns the result of segments that ended in the same message. */
        static Result of(List<StreamMessages.Final> finals, boolean withWords, List<Warning> warnings) {
            var all = finals.stream().map(StreamMessages.Final::best).toList();
            return new Result(withWords ? words(all.stream()) : null, joined(all.stream()), warnings);
        }
    }

    @Schema(name = "VoskAlternatives", description = "The hypotheses of an utterance, the best first.")
    record Alternatives(
            @Schema(requiredMode = RequiredMode.REQUIRED) List<Alternative> alternatives,

            @Schema(
                    description =
                            "Legal but suspicious, such as phrases that the network cannot spell; only if there is any. Not of vosk-server.")
            @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<Warning> warnings) {

        /**
         * Returns the hypotheses of segments that ended in the same message: those of the last one that is not empty, each after
         * the best of those before.
         */
        static Alternatives of(List<StreamMessages.Final> finals, boolean withWords, List<Warning> warnings) {
            var spoken =
                    finals.stream().filter(one -> !textOf(one.best()).isEmpty()).toList();
            var last = spoken.isEmpty() ? finals.getLast() : spoken.getLast();
            var before = spoken.stream()
                    .limit(Math.max(0, spoken.size() - 1))
                    .map(StreamMessages.Final::best)
                    .toList();
            return new Alternatives(
                    Stream.concat(Stream.of(last.best()), stream(last.alternatives()))
                            .map(one -> Alternative.of(before, one, withWords))
                            .toList(),
                    warnings);
        }
    }

    @Schema(name = "VoskAlternative", description = "One hypothesis of an utterance.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Alternative(
            @Schema(description = "In [0, 1]; not where it is unknown, as of a very long utterance.", example = "0.9")
            @Nullable
            Double confidence,

            @Schema(description = "Its words; not where there are none, or none are wanted.") @Nullable
            List<ResultWord> result,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "hello")
            String text) {

        static Alternative of(List<DecodedHypothesis> before, DecodedHypothesis hypothesis, boolean withWords) {
            var all = Stream.concat(before.stream(), Stream.of(hypothesis)).toList();
            return new Alternative(confidence(all), withWords ? words(all.stream()) : null, joined(all.stream()));
        }

        /** Returns the confidence in all hypotheses together, null if that in one of them is unknown. */
        private static @Nullable Double confidence(List<DecodedHypothesis> hypotheses) {
            double product = hypotheses.stream()
                    .mapToDouble(one -> SpanColumns.orNaN(one.confidence()))
                    .reduce(1, (a, b) -> a * b);
            return Double.isNaN(product) ? null : product;
        }
    }

    @Schema(name = "VoskWord", description = "A word; times in seconds from the start of the stream.")
    record ResultWord(
            @Schema(description = "Its confidence, in [0, 1].", requiredMode = RequiredMode.REQUIRED, example = "0.99")
            double conf,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "0.54")
            double end,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "0.12")
            double start,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "hello")
            String word) {

        static ResultWord of(Word word) {
            return new ResultWord(
                    word.confidence(),
                    Objects.requireNonNullElse(word.endSeconds(), 0.0),
                    Objects.requireNonNullElse(word.startSeconds(), 0.0),
                    word.text());
        }
    }

    private static String textOf(DecodedHypothesis hypothesis) {
        return Objects.requireNonNullElse(hypothesis.text(), "");
    }

    private static String joined(Stream<DecodedHypothesis> hypotheses) {
        return hypotheses
                .map(VoskMessages::textOf)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }

    private static @Nullable List<ResultWord> words(Stream<DecodedHypothesis> hypotheses) {
        var words = hypotheses
                .flatMap(one -> stream(one.words()))
                .map(ResultWord::of)
                .toList();
        return words.isEmpty() ? null : words;
    }
}
