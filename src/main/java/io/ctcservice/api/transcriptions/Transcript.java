package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.Warning;
import io.ctcservice.codec.subtitle.TimedTranscript;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.text.WordGrouping;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The transcript of a recording.
 *
 * @param recording the emissions that were decoded
 * @param grouping the grouping of labels into words
 * @param labels the decoded labels
 * @param spans the frames of each label; null if the request does not need them
 * @param warnings about legal but suspicious parts of the request
 */
record Transcript(
        RecordingEmissions recording,
        WordGrouping grouping,
        Labels labels,
        @Nullable Spans spans,
        List<Warning> warnings) {

    /** Returns the text, with spaces between words. */
    String text() {
        return grouping.text(labels);
    }

    /** Returns the spans, which must be there. */
    Spans requireSpans() {
        return Objects.requireNonNull(spans);
    }

    /** Returns the duration of a frame in seconds. */
    double secondsPerFrame() {
        return Objects.requireNonNull(recording.network().secondsPerFrame());
    }

    /** Returns the words and their times, none after the end of the recording; there must be spans. */
    TimedTranscript timed() {
        return TimedTranscript.of(
                        "recording",
                        recording.emissions().frames(),
                        requireSpans(),
                        grouping,
                        recording.network().vocabulary()::symbol,
                        secondsPerFrame())
                .within(recording.seconds());
    }
}
