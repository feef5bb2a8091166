package io.ctcservice.api.decode;

import io.ctcservice.core.Cancellation;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.wire.batch.Batch;
import io.ctcservice.wire.batch.NamedEmissions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads utterances. Stateless. */
@Service
final class DecodeService {

    private final MeterRegistry registry;

    DecodeService(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns what each utterance says, in order; they are decoded in parallel. */
    List<DecodedUtterance> decode(Batch<NamedEmissions> batch, DecodePlan plan) {
        var timer = Timer.builder("ctc.decode")
                .description("Search over one utterance")
                .tag("decoder", plan.decoder().name())
                .register(registry);
        return Cancellation.mapInParallel(batch.utterances(), utterance -> decode(utterance, plan, timer));
    }

    private static DecodedUtterance decode(NamedEmissions utterance, DecodePlan plan, Timer timer) {
        var hypotheses =
                Objects.requireNonNull(timer.record(() -> plan.decoder().decode(utterance.emissions())));
        var readings = hypotheses.stream()
                .map(hypothesis -> reading(utterance, hypothesis, plan.spans()))
                .toList();
        return new DecodedUtterance(utterance, readings);
    }

    private static DecodedUtterance.Reading reading(
            NamedEmissions utterance, Hypothesis hypothesis, @Nullable SpanFinder spans) {
        return new DecodedUtterance.Reading(
                hypothesis, spans == null ? null : spans.find(utterance.emissions(), hypothesis.labels()));
    }
}
