package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * The decoder of a stream: binary messages in, partial and final results out. Segments end at the same frames however the
 * rows are cut into messages. Not thread-safe.
 */
final class StreamDecoder {

    private final StreamStart start;
    private final Limits limits;
    private final StreamSettings settings;
    private final StreamMemory.Share memory;
    private final StreamMetrics metrics;
    private final DecodingSession session;
    private Warnings warnings;
    private long searched = 0;
    private long kept = 0;
    private boolean isKept = true;
    private @Nullable ProblemDetail failure;

    private StreamDecoder(
            StreamStart start,
            Limits limits,
            StreamSettings settings,
            StreamMemory.Share memory,
            StreamMetrics metrics) {
        this.start = start;
        this.limits = limits;
        this.settings = settings;
        this.memory = memory;
        this.metrics = metrics;
        this.warnings = start.warnings();
        this.session = start.plan().decoder().open(start.rows().classes(), start.rules(), settings.mostScores());
        if (!account()) {
            throw new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE, StreamMemory.full("this search"), null);
        }
    }

    /** A factory of decoders. */
    @Component
    static final class Opener {

        private final Limits limits;
        private final StreamSettings settings;
        private final StreamMetrics metrics;

        Opener(Limits limits, StreamSettings settings, StreamMetrics metrics) {
            this.limits = limits;
            this.settings = settings;
            this.metrics = metrics;
        }

        StreamDecoder open(StreamStart start, StreamMemory.Share memory) {
            return new StreamDecoder(start, limits, settings, memory, metrics);
        }
    }

    /** Returns the final results of all segments that end in a message, then the partial result of the current segment. */
    List<ServerMessage> read(byte[] message) {
        var messages = new ArrayList<ServerMessage>();
        start.rows().read(message, rows -> read(rows, messages));
        if (failure == null) {
            messages.add(ServerMessage.droppable(partial()));
        }
        return messages;
    }

    private void read(Emissions rows, List<ServerMessage> messages) {
        if (failure != null) {
            return;
        }
        if (session.frames() + rows.frames() > Integer.MAX_VALUE) {
            throw new RefusedRequestException("", "more than " + Integer.MAX_VALUE + " frames; expected a new stream");
        }
        keep(rows);
        int t = 0;
        while (t < rows.frames()) {
            t = session.accept(rows, t);
            if (session.isAtEndpoint()) {
                messages.add(endSegment(reason()));
                keepRest(rows, t);
            }
        }
        if (!account()) {
            messages.add(endSegment(EndReason.END));
            failure = StreamMemory.full("this search");
        }
    }

    /** Takes memory for what the search has come to, or gives it back; returns whether there was room. */
    private boolean account() {
        long more = session.bytes() - searched;
        if (more > 0 && !memory.take(more)) {
            return false;
        }
        if (more < 0) {
            memory.give(-more);
        }
        searched += more;
        return true;
    }

    /** Returns the problem that ends the stream, after all that it has read was answered; null if there is none. */
    @Nullable
    ProblemDetail failure() {
        return failure;
    }

    /** Takes memory for the rows that the session keeps. */
    private void keep(Emissions rows) {
        long bytes = Float.BYTES * (long) rows.frames() * rows.vocabSize();
        if (isKept && kept + bytes <= settings.maxSegment().toBytes() && memory.take(bytes)) {
            kept += bytes;
        } else {
            forget();
        }
    }

    private void keepRest(Emissions rows, int from) {
        long bytes = Float.BYTES * (long) (rows.frames() - from) * rows.vocabSize();
        if (memory.take(bytes)) {
            kept = bytes;
        } else {
            forget();
        }
    }

    private void forget() {
        session.discardRows();
        memory.give(kept);
        kept = 0;
        isKept = false;
    }

    private EndReason reason() {
        if (session.segmentFrames() >= start.rules().longest()) {
            return EndReason.LONGEST;
        }
        return session.hasSpeech() ? EndReason.AFTER_SPEECH : EndReason.NO_SPEECH;
    }

    private StreamMessages.Partial partial() {
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

    /** Ends the current segment behind all that was read; returns its result, behind those of segments that end before by a rule. */
    List<ServerMessage> flush() {
        return last(start.rows()::flush, EndReason.FLUSH);
    }

    /** Ends the current segment and returns its result. */
    private ServerMessage endSegment(EndReason reason) {
        var segment = session.end();
        memory.give(kept);
        kept = 0;
        isKept = true;
        metrics.finalReading();
        return ServerMessage.certain(last(segment, reason));
    }

    /** Returns the final results of all that is left, at the end of the stream. */
    List<ServerMessage> end(EndReason reason) {
        return last(start.rows()::end, reason);
    }

    private List<ServerMessage> last(Consumer<Consumer<Emissions>> rest, EndReason reason) {
        var messages = new ArrayList<ServerMessage>();
        rest.accept(rows -> read(rows, messages));
        if (failure == null) {
            messages.add(endSegment(reason));
        }
        return messages;
    }

    private StreamMessages.Final last(Segment segment, EndReason reason) {
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
