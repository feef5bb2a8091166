package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.DecodingSession;
import io.ctcservice.request.Limits;
import java.util.ArrayList;
import java.util.List;
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
    private final StreamSettings settings;
    private final StreamMemory.Share memory;
    private final StreamMetrics metrics;
    private final DecodingSession session;
    private final SegmentResults results;
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
        this.settings = settings;
        this.memory = memory;
        this.metrics = metrics;
        this.results = new SegmentResults(start, limits, settings);
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
            messages.add(ServerMessage.droppable(results.partial(session)));
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
        return ServerMessage.certain(results.last(segment, reason));
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
}
