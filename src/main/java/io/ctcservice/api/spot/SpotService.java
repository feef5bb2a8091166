package io.ctcservice.api.spot;

import io.ctcservice.api.spot.SpottedUtterance.Finding;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.spot.KeywordSpotter;
import io.ctcservice.core.spot.WordBoundaries;
import io.ctcservice.request.Batch;
import io.ctcservice.request.Limits;
import io.ctcservice.request.NamedEmissions;
import io.ctcservice.web.overload.Cancellable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import org.springframework.stereotype.Service;

/** The service that searches utterances for phrases. Stateless. */
@Service
final class SpotService {

    /**
     * The order of findings: the best score first; of equal scores the earlier, then the keyword that was listed first.
     */
    private static final Comparator<Finding> BEST_FIRST = Comparator.<Finding>comparingDouble(
                    finding -> -finding.detection().score())
            .thenComparingInt(finding -> finding.detection().start())
            .thenComparingInt(finding -> finding.phrase().index());

    private final Limits limits;
    private final Timer timer;

    SpotService(Limits limits, MeterRegistry registry) {
        this.limits = limits;
        this.timer = Timer.builder("ctc.spot")
                .description("Search for all phrases of a request in one utterance")
                .register(registry);
    }

    /**
     * Returns the findings in each utterance, in order.
     *
     * @param vocabularyPointer to what said which symbols there are
     * @param most detections of an utterance
     * @throws RefusedRequestException if a phrase names a class that an utterance lacks, or if the lattices of all
     *     phrases are larger than {@code ctc.limits.max-cells} in all
     */
    List<SpottedUtterance> spot(
            Batch<NamedEmissions> batch,
            List<Phrase> phrases,
            String vocabularyPointer,
            Optional<WordBoundaries> boundaries,
            int most) {
        requireCells(batch, phrases);
        for (var utterance : batch.utterances()) {
            for (Phrase phrase : phrases) {
                Refusals.at(
                        "/keywords/" + phrase.index(),
                        () -> phrase.labels()
                                .requireClasses(
                                        utterance.emissions().vocabSize(),
                                        batch.classes().blank()));
            }
        }
        warnOfLongPhrases(batch, phrases);
        return Cancellable.mapInParallel(
                batch.utterances(),
                utterance -> Objects.requireNonNull(timer.record(() -> find(
                        utterance, batch, meant(phrases, utterance, batch, vocabularyPointer), boundaries, most))));
    }

    private static void warnOfLongPhrases(Batch<NamedEmissions> batch, List<Phrase> phrases) {
        int most = batch.utterances().stream()
                .mapToInt(utterance -> utterance.emissions().frames())
                .max()
                .orElse(0);
        for (Phrase phrase : phrases) {
            int least = phrase.labels().minFrames();
            if (least > most) {
                batch.warnings()
                        .add(
                                "/keywords/" + phrase.index(),
                                "takes " + least + " frames at least, and no utterance has more than " + most
                                        + ": it cannot be found");
            }
        }
    }

    private static List<Phrase> meant(
            List<Phrase> phrases, NamedEmissions utterance, Batch<NamedEmissions> batch, String vocabularyPointer) {
        return phrases.stream()
                .map(phrase -> phrase.in(utterance.emissions(), batch.classes(), vocabularyPointer, batch.warnings()))
                .toList();
    }

    private void requireCells(Batch<NamedEmissions> batch, List<Phrase> phrases) {
        long states = phrases.stream()
                .mapToLong(phrase -> 2L * phrase.labels().length() + 1)
                .sum();
        long frames = batch.utterances().stream()
                .mapToLong(utterance -> utterance.emissions().frames())
                .sum();
        limits.requireCells("/keywords", frames * states);
    }

    private static SpottedUtterance find(
            NamedEmissions utterance,
            Batch<NamedEmissions> batch,
            List<Phrase> phrases,
            Optional<WordBoundaries> boundaries,
            int most) {
        var spotter = new KeywordSpotter(utterance.emissions(), batch.classes().blank(), boundaries);
        int found = 0;
        var worstFirst = new PriorityQueue<Finding>(BEST_FIRST.reversed());
        for (Phrase phrase : phrases) {
            for (var detection : spotter.find(phrase.labels(), phrase.threshold())) {
                found++;
                worstFirst.add(new Finding(phrase, detection));
                if (worstFirst.size() > most) {
                    worstFirst.remove();
                }
            }
        }
        return new SpottedUtterance(
                utterance, worstFirst.stream().sorted(BEST_FIRST).toList(), found);
    }
}
