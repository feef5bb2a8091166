package io.ctcservice.api.align;

import io.ctcservice.core.align.AlignedTranscript;
import io.ctcservice.core.align.Alignment;
import io.ctcservice.core.align.AlignmentInfeasibility;
import io.ctcservice.core.align.AlignmentTarget;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.align.SpanPosterior;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.core.align.Verdict;
import io.ctcservice.metrics.Measured;
import io.ctcservice.request.Batch;
import io.ctcservice.request.TranscribedEmissions;
import io.ctcservice.web.overload.Cancellable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The service that aligns targets with emissions. Stateless. */
@Service
final class AlignService {

    private final ForcedAligner aligner;
    private final Timer timer;

    AlignService(ForcedAligner aligner, MeterRegistry registry) {
        this.aligner = aligner;
        this.timer = Timer.builder("ctc.align")
                .description("Alignment of one utterance")
                .register(registry);
    }

    /**
     * Returns the alignment of each utterance, in order; they are aligned in parallel.
     *
     * @param mayLeaveOut whether the targets may leave something out
     */
    List<AlignedUtterance> align(Batch<TranscribedEmissions> batch, boolean mayLeaveOut) {
        return Cancellable.mapInParallel(
                batch.utterances(), utterance -> Measured.time(timer, () -> align(utterance, mayLeaveOut)));
    }

    private AlignedUtterance align(TranscribedEmissions utterance, boolean mayLeaveOut) {
        Transcript transcript = mayLeaveOut ? utterance.transcript().withStars() : utterance.transcript();
        AlignmentTarget target = transcript.target();
        return aligner.align(utterance.emissions(), target)
                .map(alignment -> new AlignedUtterance(utterance, fit(utterance, transcript, alignment), null))
                .orElseGet(() -> new AlignedUtterance(
                        utterance, null, AlignmentInfeasibility.explain(utterance.emissions(), target)));
    }

    private static AlignedUtterance.Fit fit(
            TranscribedEmissions utterance, Transcript transcript, Alignment alignment) {
        var target = transcript.target();
        var posterior = new SpanPosterior(utterance.emissions(), target.blank());
        var placed = AlignedTranscript.of(transcript, alignment);
        var confidences = placed.tokens().stream()
                .map(token -> token.isStar()
                        ? Optional.<Double>empty()
                        : Optional.of(posterior.confidence(token.label(), token.start(), token.end())))
                .toList();
        return new AlignedUtterance.Fit(placed, confidences, Verdict.of(alignment, transcript, utterance.emissions()));
    }
}
