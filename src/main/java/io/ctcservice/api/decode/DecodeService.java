package io.ctcservice.api.decode;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.metrics.TimedDecoding;
import io.ctcservice.request.Batch;
import io.ctcservice.request.Limits;
import io.ctcservice.request.NamedEmissions;
import io.ctcservice.web.overload.Cancellable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The service that decodes utterances. Stateless. */
@Service
final class DecodeService {

    private final TimedDecoding decoding;
    private final Limits limits;

    DecodeService(TimedDecoding decoding, Limits limits) {
        this.decoding = decoding;
        this.limits = limits;
    }

    /**
     * Returns the hypotheses of each utterance, in order; they are decoded in parallel. Decoding is never refused for
     * the size of a lattice: results that need a lattice larger than {@code ctc.limits.max-cells} are omitted, with a
     * warning.
     */
    List<DecodedUtterance> decode(Batch<NamedEmissions> batch, DecodePlan plan) {
        var decoded = Cancellable.mapInParallel(batch.utterances(), utterance -> decode(utterance, plan));
        for (int i = 0; i < decoded.size(); i++) {
            warn(decoded.get(i), plan.spans() != null, "/utterances/" + i, batch.warnings());
        }
        plan.languageModel()
                .ifPresent(model -> new DecodeWarnings(batch.warnings()).ofWords(decoded, plan.words(), model));
        return decoded;
    }

    private void warn(DecodedUtterance decoded, boolean withSpans, String pointer, Warnings warnings) {
        String why =
                "their lattice, T·(2U + 1), would have more cells than ctc.limits.max-cells = " + limits.maxCells();
        if (decoded.readings().stream()
                .anyMatch(reading -> Double.isNaN(reading.hypothesis().logProb()))) {
            warnings.add(pointer, "hypotheses have no \"logProb\": " + why);
        }
        if (withSpans && decoded.readings().stream().anyMatch(reading -> reading.spans() == null)) {
            warnings.add(pointer, "hypotheses have no \"tokens\", \"words\" and \"framePath\": " + why);
        }
    }

    private DecodedUtterance decode(NamedEmissions utterance, DecodePlan plan) {
        var readings = decoding.decode(plan.decoder(), utterance.emissions()).stream()
                .map(hypothesis -> reading(utterance, hypothesis, plan.spans()))
                .toList();
        return new DecodedUtterance(utterance, readings);
    }

    private DecodedUtterance.Reading reading(
            NamedEmissions utterance, Hypothesis hypothesis, @Nullable SpanFinder spans) {
        var labels = hypothesis.labels();
        if (spans == null || spans.cells(utterance.emissions(), labels) > limits.maxCells()) {
            return new DecodedUtterance.Reading(hypothesis, null);
        }
        return new DecodedUtterance.Reading(hypothesis, spans.find(utterance.emissions(), labels));
    }
}
