package io.ctcservice.api.align;

import io.ctcservice.core.align.Transcript;
import io.ctcservice.wire.RefusedRequestException;
import io.ctcservice.wire.batch.Batch;
import io.ctcservice.wire.batch.TranscribedEmissions;
import io.ctcservice.wire.subtitle.SubtitleFormat;
import io.ctcservice.wire.subtitle.TimedText;
import io.ctcservice.wire.subtitle.TimedTranscript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** An alignment as a file of subtitles. */
final class Subtitles {

    private Subtitles() {}

    /**
     * Checks what subtitles need besides an alignment: one utterance, words, and the duration of a frame.
     *
     * @throws RefusedRequestException if one of them is missing
     */
    static void requireTimes(AlignRequest request, Batch<TranscribedEmissions> batch) {
        batch.only("a file of subtitles");
        if (request.secondsPerFrame() == null) {
            throw new RefusedRequestException(
                    "/secondsPerFrame", "missing; expected a number, because subtitles are timed in seconds");
        }
        if (batch.alphabet().vocabulary() == null) {
            throw new RefusedRequestException("/vocabulary", "missing; expected symbols, because subtitles are text");
        }
    }

    /**
     * Returns the file.
     *
     * @throws RefusedRequestException if the target does not fit
     */
    static byte[] write(AlignedUtterance aligned, AlignRequest request, SubtitleFormat format) {
        var utterance = aligned.utterance();
        var fit = aligned.fit();
        if (fit == null) {
            String why = AlignedMisfit.of(aligned).detail();
            throw new RefusedRequestException("/utterances/0", "the target does not fit: " + why);
        }
        double seconds = Objects.requireNonNull(request.secondsPerFrame());
        List<TimedText> words = fit.placed().words().stream()
                .map(word ->
                        new TimedText(word.text(), word.start() * seconds, word.end() * seconds, fit.confidence(word).orElse(Double.NaN)))
                .toList();
        var transcript = new TimedTranscript(
                utterance.id(),
                utterance.emissions().frames() * seconds,
                words,
                tokens(fit, utterance.transcript(), seconds));
        return format.write(transcript).getBytes(StandardCharsets.UTF_8);
    }

    private static List<TimedText> tokens(AlignedUtterance.Fit fit, Transcript transcript, double seconds) {
        var tokens = fit.placed().tokens();
        return IntStream.range(0, tokens.size())
                .mapToObj(u -> new TimedText(
                        transcript.text(u).orElseThrow(),
                        tokens.get(u).start() * seconds,
                        tokens.get(u).end() * seconds,
                        fit.tokenConfidences().get(u).orElse(Double.NaN)))
                .toList();
    }
}
