package io.ctcservice.train;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.span.WordSpan;
import io.ctcservice.train.speech.TimedSpeech;
import io.ctcservice.train.speech.TimedUtterance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A measurement of the starts of aligned words against those that the synthesiser reports, in seconds. */
final class WordTimes {

    private final List<Double> late = new ArrayList<>();

    /** Measures the alignments of {@code count} utterances of the next. */
    static WordTimes measure(ServiceSound network, SpanFinder finder, TimedSpeech speech, int count)
            throws IOException {
        var times = new WordTimes();
        Double secondsPerFrame = network.network().description().secondsPerFrame();
        if (secondsPerFrame == null) {
            throw new IllegalArgumentException("not a network for sound");
        }
        for (int i = 0; i < count; i++) {
            TimedUtterance utterance = speech.next();
            var target = Labels.of(SpeechAlphabet.labels(utterance.text()));
            List<WordSpan> words =
                    finder.find(network.emissions(utterance.samples()), target).words();
            for (int w = 0; w < words.size(); w++) {
                times.late.add(secondsPerFrame * words.get(w).start()
                        - utterance.starts().get(w));
            }
        }
        return times;
    }

    @Override
    public String toString() {
        List<Double> off = new ArrayList<>(late.stream().map(Math::abs).toList());
        return String.format(
                Locale.ROOT,
                "%d words begin %.0f ms after the synthesiser's in the median; off by %.0f ms in the median, %.0f in 90 %%, %.0f in 95 %%",
                late.size(),
                1000 * quantile(late, 0.5),
                1000 * quantile(off, 0.5),
                1000 * quantile(off, 0.9),
                1000 * quantile(off, 0.95));
    }

    private static double quantile(List<Double> values, double share) {
        Collections.sort(values);
        return values.get((int) (share * (values.size() - 1)));
    }
}
