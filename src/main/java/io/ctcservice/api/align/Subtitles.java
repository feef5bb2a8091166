package io.ctcservice.api.align;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.codec.subtitle.TimedText;
import io.ctcservice.codec.subtitle.TimedTranscript;
import io.ctcservice.core.align.AlignedTranscript;
import io.ctcservice.core.span.TokenSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A writer of alignments as subtitle files. */
final class Subtitles {

    private Subtitles() {}

    /**
     * Returns the subtitle file. In place of an utterance whose target does not fit stands a comment that says why, and
     * so does a warning.
     *
     * @throws RefusedRequestException if no target fits, so that there is nothing to write
     */
    static byte[] write(
            List<AlignedUtterance> aligned, double secondsPerFrame, SubtitleFormat format, Warnings warnings) {
        var infeasible = infeasible(aligned);
        if (infeasible.size() == aligned.size()) {
            throw new RefusedRequestException(infeasible);
        }
        infeasible.forEach(left -> warnings.add(left.pointer(), "left out of the file: " + left.detail()));
        return aligned.stream()
                .map(one -> transcript(one, secondsPerFrame)
                        .map(transcript -> format.write(List.of(transcript)))
                        .orElseGet(() -> format.comment(one.utterance().id() + ": " + why(one))))
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Violation> infeasible(List<AlignedUtterance> aligned) {
        return IntStream.range(0, aligned.size())
                .filter(i -> aligned.get(i).fit() == null)
                .mapToObj(i -> new Violation("/utterances/" + i, why(aligned.get(i))))
                .toList();
    }

    private static String why(AlignedUtterance utterance) {
        return "the target does not fit: " + AlignInfeasibility.of(utterance).detail();
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
                                runningText(found.placed(), seconds))
                        .within(utterance.seconds()));
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

    /** Returns the running text of the target with its lines; its delimiters, and stars without frames, have no time. */
    private static List<TimedText> runningText(AlignedTranscript placed, double seconds) {
        return IntStream.range(0, placed.tokens().size())
                .mapToObj(u -> {
                    TokenSpan span = placed.tokens().get(u);
                    String text = placed.transcript().runningText(u);
                    boolean timed = placed.isFound(u) && !text.isBlank();
                    int end = timed ? span.end() : span.start();
                    String inLines = placed.transcript().beginsLine(u) ? TimedTranscript.NEW_LINE + text : text;
                    return new TimedText(inLines, span.start() * seconds, end * seconds, Double.NaN);
                })
                .toList();
    }
}
