package io.ctcservice.api.decode;

import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.wire.batch.Batch;
import io.ctcservice.wire.batch.NamedEmissions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;

/** Reads utterances. Stateless. */
@Service
final class DecodeService {

    private final MeterRegistry registry;

    DecodeService(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Returns what each utterance says, in order; with spans if there is a finder of them. */
    List<DecodedUtterance> decode(Batch<NamedEmissions> batch, Decoder decoder, SpanFinder spans, boolean withSpans) {
        var timer = Timer.builder("ctc.decode")
                .description("Search over one utterance")
                .tag("decoder", decoder.name())
                .register(registry);
        return batch.utterances().stream()
                .map(utterance -> {
                    var hypotheses = Objects.requireNonNull(timer.record(() -> decoder.decode(utterance.emissions())));
                    var readings = hypotheses.stream()
                            .map(hypothesis -> new DecodedUtterance.Reading(
                                    hypothesis,
                                    withSpans ? spans.find(utterance.emissions(), hypothesis.labels()) : null))
                            .toList();
                    return new DecodedUtterance(utterance, readings);
                })
                .toList();
    }
}
