package io.ctcservice.api.align;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.codec.subtitle.TimedText;
import io.ctcservice.codec.subtitle.TimedTranscript;
import io.ctcservice.core.align.AlignedTranscript;
import io.ctcservice.core.span.TokenSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** An alignment as a file of subtitles. */
final class Subtitles {

    private Subtitles() {}

    /**
     * Returns the file. Of several utterances it leaves out those whose targets do not fit.
     *
     * @throws RefusedRequestException if there is only one and its target does not fit
     */
    static byte[] write(List<AlignedUtterance> aligned, double secondsPerFrame, SubtitleFormat format) {
        if (aligned.size() == 1 && aligned.getFirst().fit() == null) {
            String why = AlignedMisfit.of(aligned.getFirst()).detail();
            throw new RefusedRequestException("/utterances/0", "the target does not fit: " + why);
        }
        List<TimedTranscript> transcripts = aligned.stream()
                .flatMap(one -> transcript(one, secondsPerFrame).stream())
                .toList();
        return format.write(transcripts).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<TimedTranscript> transcript(AlignedUtterance aligned, double seconds) {
        var utterance = aligned.utterance();
        var fit = aligned.fit();
        return Optional.ofNullable(fit)
                .map(found -> new TimedTranscript(
                        utterance.id(),
                        utterance.emissions().frames() * seconds,
                        words(found, seconds),
                        tokens(found, seconds),
                        reading(found.placed(), seconds)));
    }

    private static List<TimedText> words(AlignedUtterance.Fit fit, double seconds) {
        return fit.placed().words().stream()
                .map(word -> new TimedText(
                        word.text(),
                        word.start() * seconds,
                        word.end() * seconds,
                        fit.confidence(word).orElse(Double.NaN)))
                .toList();
    }

    private static List<TimedText> tokens(AlignedUtterance.Fit fit, double seconds) {
        var tokens = fit.placed().tokens();
        return IntStream.range(0, tokens.size())
                .mapToObj(u -> new TimedText(
                        fit.placed().transcript().text(u).orElseThrow(),
                        tokens.get(u).start() * seconds,
                        tokens.get(u).end() * seconds,
                        fit.tokenConfidences().get(u).orElse(Double.NaN)))
                .toList();
    }

    /** Returns the running text of the target; its delimiters, and stars that were not heard, have no time. */
    private static List<TimedText> reading(AlignedTranscript placed, double seconds) {
        return IntStream.range(0, placed.tokens().size())
                .mapToObj(u -> {
                    TokenSpan span = placed.tokens().get(u);
                    String text = placed.transcript().runningText(u);
                    boolean timed = placed.isHeard(u) && !text.isBlank();
                    int end = timed ? span.end() : span.start();
                    return new TimedText(text, span.start() * seconds, end * seconds, Double.NaN);
                })
                .toList();
    }
}
