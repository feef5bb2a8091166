package io.ctcservice.api.stream;

import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.json.FramePath;
import io.ctcservice.codec.span.Seconds;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.DecodingSession;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.Segment;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.text.ByteSymbols;
import io.ctcservice.request.EmissionWarnings;
import io.ctcservice.request.Limits;
import io.ctcservice.request.decode.DecodeRequest;
import io.ctcservice.request.decode.DecodeWarnings;
import io.ctcservice.request.decode.DecodedHypothesis;
import io.ctcservice.request.decode.DecodedUtterance.Located;
import io.ctcservice.request.decode.LanguageModelWarnings;
import java.util.List;
import java.util.Optional;

/** The results of a stream's segments: partial ones while they last, a final one when they have ended. Not thread-safe. */
final class SegmentResults {

    private final StreamStart start;
    private final Limits limits;
    private final StreamSettings settings;
    private Warnings warnings;

    SegmentResults(StreamStart start, Limits limits, StreamSettings settings) {
        this.start = start;
        this.limits = limits;
        this.settings = settings;
        this.warnings = start.warnings();
    }

    /** Returns the result of the segment that the session is at, which may change. */
    StreamMessages.Partial partial(DecodingSession session) {
        var best = session.partial();
        String text = start.plan().text(best.labels());
        if (text == null) {
            return StreamMessages.Partial.ofLabels(best.labels(), best.stable(), session.frames());
        }
        String stable = start.plan().text(best.labels().first(best.stable()));
        String settled = ByteSymbols.settled(String.valueOf(stable));
        return StreamMessages.Partial.ofText(text, common(text, settled), session.frames());
    }

    /** Returns the common prefix of two texts: an incomplete word may be written otherwise once it is complete. */
    private static String common(String text, String beginning) {
        int length = 0;
        while (length < beginning.length()
                && length < text.length()
                && text.charAt(length) == beginning.charAt(length)) {
            length++;
        }
        return beginning.substring(0, length);
    }

    /** Returns the result of a segment that has ended. */
    StreamMessages.Final last(Segment segment, EndReason reason) {
        int first = Math.toIntExact(segment.start());
        int end = Math.toIntExact(segment.start() + segment.frames());
        var seconds = new Seconds(start.seconds(), start.rows().seconds());
        var located = segment.hypotheses().stream()
                .map(hypothesis -> locate(hypothesis, segment))
                .toList();
        var hypotheses = located.stream()
                .map(hypothesis ->
                        DecodedHypothesis.of(hypothesis.after(first), start.request(), start.plan(), seconds))
                .toList();
        var spans = located.getFirst().spans();
        return new StreamMessages.Final(
                "final",
                reason,
                first,
                end,
                seconds.of(first),
                seconds.of(end),
                hypotheses.getFirst(),
                spans != null && start.request().includes(DecodeRequest.Include.FRAME_PATH)
                        ? FramePath.of(spans.framePath())
                        : null,
                hypotheses.size() > 1 ? hypotheses.subList(1, hypotheses.size()) : null,
                takeWarnings(segment, located).list());
    }

    private Located locate(Hypothesis hypothesis, Segment segment) {
        var emissions = segment.emissions();
        if (emissions.isPresent()) {
            return Located.of(hypothesis, emissions.get(), start.plan().spans(), limits.maxCells());
        }
        return new Located(hypothesis, segment.frames() == 0 ? Spans.ofNothing() : null);
    }

    /** Returns the warnings about the hypotheses; those about the first message come with the first of them. */
    private Warnings takeWarnings(Segment segment, List<Located> hypotheses) {
        var taken = warnings;
        warnings = new Warnings();
        segment.emissions()
                .ifPresent(emissions ->
                        EmissionWarnings.ofSegment(emissions, start.plan().classes(), taken));
        if (segment.frames() > 0) {
            new DecodeWarnings(taken).ofMissing(hypotheses, start.plan().spans() != null, "", why(segment.emissions()));
        }
        new LanguageModelWarnings(taken)
                .ofWords(List.of(hypotheses.getFirst().hypothesis().labels()), start.plan());
        return taken;
    }

    private String why(Optional<Emissions> emissions) {
        return emissions.isPresent()
                ? "their lattice, T·(2U + 1), would have more cells than ctc.limits.max-cells = " + limits.maxCells()
                : "the emissions of so long a segment are not kept: it has more than ctc.stream.max-segment = "
                        + settings.maxSegment().toBytes()
                        + " bytes, or all streams together have ctc.stream.memory; \"endpoint\" or \"flush\" end it sooner";
    }
}
