package io.ctcservice.api.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.span.Word;
import io.ctcservice.request.decode.DecodedHypothesis;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of the server at /vosk. */
final class VoskMessages {

    private VoskMessages() {}

    @Schema(name = "VoskPartial", description = "What was read of the utterance under way.")
    record Partial(
            @Schema(requiredMode = RequiredMode.REQUIRED, example = "hello w")
            String partial) {}

    @Schema(name = "VoskResult", description = "The reading of an utterance.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @Schema(description = "Its words; not where there are none, or none are wanted.") @Nullable
            List<ResultWord> result,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "hello")
            String text) {

        /** Returns the reading of segments that ended in the same message. */
        static Result of(List<StreamMessages.Final> finals, boolean withWords) {
            String text = finals.stream()
                    .map(one -> textOf(one.best()))
                    .filter(one -> !one.isEmpty())
                    .collect(Collectors.joining(" "));
            return new Result(withWords ? words(finals.stream().map(StreamMessages.Final::best)) : null, text);
        }
    }

    @Schema(name = "VoskAlternatives", description = "The readings of an utterance, the best first.")
    record Alternatives(
            @Schema(requiredMode = RequiredMode.REQUIRED) List<Alternative> alternatives) {

        /** Returns the readings of the last segment that ended in a message. */
        static Alternatives of(StreamMessages.Final last, boolean withWords) {
            var all = new ArrayList<>(List.of(last.best()));
            all.addAll(Objects.requireNonNullElse(last.alternatives(), List.of()));
            return new Alternatives(
                    all.stream().map(one -> Alternative.of(one, withWords)).toList());
        }
    }

    @Schema(name = "VoskAlternative", description = "One of the readings of an utterance.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Alternative(
            @Schema(description = "In [0, 1].", requiredMode = RequiredMode.REQUIRED, example = "0.9")
            double confidence,

            @Schema(description = "Its words; not where there are none, or none are wanted.") @Nullable
            List<ResultWord> result,

            @Schema(requiredMode = RequiredMode.REQUIRED, example = "hello")
            String text) {

        static Alternative of(DecodedHypothesis hypothesis, boolean withWords) {
            return new Alternative(
                    Objects.requireNonNullElse(hypothesis.confidence(), 0.0),
                    withWords ? words(Stream.of(hypothesis)) : null,
                    textOf(hypothesis));
        }
    }

    @Schema(name = "VoskWord", description = "A word; times in seconds from the start of the stream.")
    record ResultWord(
            @Schema(description = "How sure it is, in [0, 1].", requiredMode = RequiredMode.REQUIRED, example = "0.99")
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

    private static @Nullable List<ResultWord> words(Stream<DecodedHypothesis> hypotheses) {
        var words = hypotheses
                .flatMap(one -> Objects.requireNonNullElse(one.words(), List.<Word>of()).stream())
                .map(ResultWord::of)
                .toList();
        return words.isEmpty() ? null : words;
    }
}
