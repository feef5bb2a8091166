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
 * A reading of a recording.
 *
 * @param heard what it was read from
 * @param grouping what makes words of labels
 * @param labels what was read
 * @param spans where; null if nobody asked
 * @param warnings what is legal in the request but smells
 */
record Transcript(
        Heard heard,
        WordGrouping grouping,
        Labels labels,
        @Nullable Spans spans,
        List<Warning> warnings) {

    /** Returns the text that a person reads. */
    String text() {
        return grouping.text(labels);
    }

    /** Returns where everything is; there must be spans. */
    Spans requireSpans() {
        return Objects.requireNonNull(spans);
    }

    /** Returns the duration of a frame. */
    double secondsPerFrame() {
        return Objects.requireNonNull(heard.network().secondsPerFrame());
    }

    /** Returns the words and their times; there must be spans. */
    TimedTranscript timed() {
        return TimedTranscript.of(
                "recording",
                heard.emissions().frames(),
                requireSpans(),
                grouping,
                heard.network().vocabulary()::symbol,
                secondsPerFrame());
    }
}
