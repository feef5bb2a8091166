package io.ctcservice.codec.span;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Functions that give the columns of spans: one element per span, null if an utterance has no list of them. */
public final class SpanColumns {

    private SpanColumns() {}

    /** Returns the first frames. */
    public static <U> Function<U, int @Nullable []> starts(
            Function<U, ? extends @Nullable List<? extends TimedSpan>> spans) {
        return integers(spans, TimedSpan::start);
    }

    /** Returns the frames after the last one of each span. */
    public static <U> Function<U, int @Nullable []> ends(
            Function<U, ? extends @Nullable List<? extends TimedSpan>> spans) {
        return integers(spans, TimedSpan::end);
    }

    /** Returns the scores, NaN for none. */
    public static <U> Function<U, double @Nullable []> scores(
            Function<U, ? extends @Nullable List<? extends TimedSpan>> spans) {
        return numbers(spans, TimedSpan::score);
    }

    /** Returns the confidences, NaN for none. */
    public static <U> Function<U, double @Nullable []> confidences(Function<U, @Nullable List<Word>> words) {
        return numbers(words, Word::confidence);
    }

    /** Returns the texts. */
    public static <U> Function<U, @Nullable List<String>> texts(Function<U, @Nullable List<Word>> words) {
        return utterance -> {
            var given = words.apply(utterance);
            return given == null ? null : given.stream().map(Word::text).toList();
        };
    }

    /** Returns one whole number per span. */
    public static <U, S> Function<U, int @Nullable []> integers(
            Function<U, ? extends @Nullable List<? extends S>> spans, ToIntFunction<S> number) {
        return utterance -> {
            var given = spans.apply(utterance);
            return given == null ? null : given.stream().mapToInt(number).toArray();
        };
    }

    /** Returns one number per span, NaN for null. */
    public static <U, S> Function<U, double @Nullable []> numbers(
            Function<U, ? extends @Nullable List<? extends S>> spans, Function<S, @Nullable Double> number) {
        return utterance -> {
            var given = spans.apply(utterance);
            return given == null
                    ? null
                    : given.stream()
                            .mapToDouble(span -> orNaN(number.apply(span)))
                            .toArray();
        };
    }

    /** Returns the number, NaN for null. */
    public static double orNaN(@Nullable Double number) {
        return number == null ? Double.NaN : number;
    }
}
