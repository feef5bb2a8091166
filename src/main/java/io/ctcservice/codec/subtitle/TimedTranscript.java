package io.ctcservice.codec.subtitle;

import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The timed words and tokens of one utterance, for a subtitle file.
 *
 * @param id of the utterance
 * @param seconds how long it is
 * @param words in order, not overlapping
 * @param tokens in order, not overlapping
 * @param runningText the whole text piece by piece, with its own spacing; a piece whose end is its start has no time. A piece that
 *     begins with {@link #NEW_LINE} begins a cue
 */
public record TimedTranscript(
        String id, double seconds, List<TimedText> words, List<TimedText> tokens, List<TimedText> runningText) {

    /** The sign before the first piece of a line: Unicode's paragraph separator. */
    public static final String NEW_LINE = "\u2029";

    public TimedTranscript {
        words = List.copyOf(words);
        tokens = List.copyOf(tokens);
        runningText = List.copyOf(runningText);
    }

    /**
     * Returns what was decoded.
     *
     * @param frames of the utterance
     * @param grouping what makes running text of labels
     * @param names what to call a class
     * @param seconds of a frame
     */
    public static TimedTranscript of(
            String id, int frames, Spans spans, WordGrouping grouping, IntFunction<String> names, double seconds) {
        return new TimedTranscript(
                id,
                frames * seconds,
                spans.words().stream()
                        .map(word -> new TimedText(
                                word.text(), word.start() * seconds, word.end() * seconds, word.confidence()))
                        .toList(),
                spans.tokens().stream()
                        .map(token -> new TimedText(
                                names.apply(token.span().label()),
                                token.span().start() * seconds,
                                token.span().end() * seconds,
                                token.confidence()))
                        .toList(),
                spans.tokens().stream()
                        .map(token -> {
                            var span = token.span();
                            String text = grouping.runningText(span.label());
                            int end = text.isBlank() ? span.start() : span.end(); // delimiters have no time
                            return new TimedText(text, span.start() * seconds, end * seconds, Double.NaN);
                        })
                        .toList());
    }

    /** Returns this with nothing after so many seconds: the last frame of a recording may reach beyond its end. */
    public TimedTranscript within(double most) {
        return new TimedTranscript(
                id, Math.min(seconds, most), within(words, most), within(tokens, most), within(runningText, most));
    }

    private static List<TimedText> within(List<TimedText> texts, double most) {
        return texts.stream()
                .map(text -> text.end() > most
                        ? new TimedText(text.text(), Math.min(text.start(), most), most, text.confidence())
                        : text)
                .toList();
    }
}
