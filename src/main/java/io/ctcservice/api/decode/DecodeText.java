package io.ctcservice.api.decode;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.codec.subtitle.TimedTranscript;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.decode.DecodePlan;
import io.ctcservice.request.decode.DecodedUtterance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The best hypothesis of each utterance as text: lines, or a file of words and times. */
final class DecodeText {

    private DecodeText() {}

    /** Returns a line for each utterance, in UTF-8; needs a vocabulary. */
    static byte[] lines(List<DecodedUtterance> decoded, DecodePlan plan) {
        return decoded.stream()
                .map(one -> WhiteSpace.onOneLine(text(one, plan)) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(DecodedUtterance decoded, DecodePlan plan) {
        return Objects.requireNonNull(
                plan.text(decoded.hypotheses().getFirst().hypothesis().labels()));
    }

    /**
     * Returns a file of words and times, in UTF-8; needs a vocabulary.
     *
     * @param decoded with spans
     * @throws RefusedRequestException if there are no spans, since their lattice would have too many cells
     */
    static byte[] subtitles(List<DecodedUtterance> decoded, DecodePlan plan, double seconds, SubtitleFormat format) {
        var running = Objects.requireNonNull(plan.words()).ofRunningText();
        List<TimedTranscript> transcripts = IntStream.range(0, decoded.size())
                .mapToObj(i -> transcript(decoded.get(i), i, running, plan.classes()::name, seconds))
                .toList();
        return format.write(transcripts).getBytes(StandardCharsets.UTF_8);
    }

    private static TimedTranscript transcript(
            DecodedUtterance decoded, int index, WordGrouping running, IntFunction<String> name, double seconds) {
        Spans spans = decoded.hypotheses().getFirst().spans();
        if (spans == null) {
            throw new RefusedRequestException(
                    "/utterances/" + index,
                    "too many frames and labels to find where they are; expected JSON to be asked for");
        }
        var utterance = decoded.utterance();
        return TimedTranscript.of(utterance.id(), utterance.emissions().frames(), spans, running, name, seconds)
                .within(utterance.seconds());
    }
}
