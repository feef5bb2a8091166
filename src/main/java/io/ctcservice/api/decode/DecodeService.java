package io.ctcservice.api.decode;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SearchTrace;
import io.ctcservice.metrics.TimedDecoding;
import io.ctcservice.request.Batch;
import io.ctcservice.request.Limits;
import io.ctcservice.request.NamedEmissions;
import io.ctcservice.request.decode.DecodePlan;
import io.ctcservice.request.decode.DecodeWarnings;
import io.ctcservice.request.decode.DecodedUtterance;
import io.ctcservice.request.decode.LanguageModelWarnings;
import io.ctcservice.web.overload.Cancellable;
import java.util.List;
import org.springframework.stereotype.Service;

/** The service that decodes utterances. Stateless. */
@Service
final class DecodeService {

    /** The most frames of an utterance whose steps are answered. */
    private static final int TRACED_FRAMES = 200;

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
        var warnings = new DecodeWarnings(batch.warnings());
        String why =
                "their lattice, T·(2U + 1), would have more cells than ctc.limits.max-cells = " + limits.maxCells();
        for (int i = 0; i < decoded.size(); i++) {
            warnings.ofMissing(decoded.get(i).hypotheses(), plan.spans() != null, "/utterances/" + i, why);
        }
        new LanguageModelWarnings(batch.warnings())
                .ofWords(decoded.stream().map(DecodeService::best).toList(), plan);
        return decoded;
    }

    private static Labels best(DecodedUtterance decoded) {
        return decoded.hypotheses().getFirst().hypothesis().labels();
    }

    /**
     * Returns the trace of the beam search in the first frames of each utterance, in order; nothing where another
     * decoder is asked for, with a warning.
     */
    List<List<SearchTrace.Step>> trace(Batch<NamedEmissions> batch, DecodePlan plan) {
        if (!(plan.decoder() instanceof PrefixBeamDecoder beam)) {
            batch.warnings()
                    .add("/include", "search: of no effect on greedy decoding; it is for \"decoder\": \"beam\"");
            return List.of();
        }
        return Cancellable.mapInParallel(
                batch.utterances(), utterance -> beam.trace(utterance.emissions(), TRACED_FRAMES));
    }

    private DecodedUtterance decode(NamedEmissions utterance, DecodePlan plan) {
        var hypotheses = decoding.decode(plan.decoder(), utterance.emissions()).stream()
                .map(hypothesis ->
                        DecodedUtterance.Located.of(hypothesis, utterance.emissions(), plan.spans(), limits.maxCells()))
                .toList();
        return new DecodedUtterance(utterance, hypotheses);
    }
}
