package io.ctcservice.web.overload;

import io.ctcservice.codec.WholeBody;
import io.ctcservice.request.ReadingTurns;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The reading of the body of this thread's request: all of it first, for which admission has reserved room, and then a
 * turn of {@link Computations} until the response is written; or piece by piece, with a turn for each piece of work. So
 * neither a slow sender nor a slow reader holds a processor. Thread-safe.
 */
@Component
public final class BodyReading {

    private final Computations computations;
    private final BodyLimits limits;
    private final EmissionMemory memory;

    BodyReading(Computations computations, BodyLimits limits, EmissionMemory memory) {
        this.memory = memory;
        this.computations = computations;
        this.limits = limits;
    }

    /** A message converter that calls this class itself; for others the body is read before they are called. */
    public interface ByConverter {}

    /** Returns the most bytes of the body that may be in memory at a time: those that admission has reserved. */
    public long room() {
        return limits.room(request());
    }

    /**
     * Returns the whole body, and begins the request's turn.
     *
     * @param length its declared number of bytes, negative if there is none
     * @throws BodyTooLargeException if there is no room for it
     */
    public WholeBody whole(InputStream body, long length) throws IOException {
        var limit = limits.held(request());
        if (length > limit.bytes()) {
            throw new BodyTooLargeException(limit);
        }
        var whole = WholeBody.of(new LimitedStream(body, limit), length);
        begin();
        return whole;
    }

    /** Begins the request's turn, after its body has been read. */
    public void begin() {
        var attributes = attributes();
        var turn = computations.begin(attributes.getRequest());
        attributes.registerDestructionCallback(
                Computations.class.getName(), turn::close, RequestAttributes.SCOPE_REQUEST);
    }

    /** Returns turns for work that is done while the body is read. */
    public ReadingTurns turns() {
        var request = request();
        var progress =
                request.getAttribute(Progress.class.getName()) instanceof Progress wanted ? wanted : Progress.NONE;
        var share = memory.share();
        attributes()
                .registerDestructionCallback(
                        EmissionMemory.class.getName(), share::close, RequestAttributes.SCOPE_REQUEST);
        return new ReadingTurns() {
            private double of = Double.NaN;

            @Override
            public void expect(double seconds) {
                of = seconds;
            }

            @Override
            public void hold(long bytes) {
                share.take(bytes);
            }

            @Override
            public <T> T compute(Supplier<T> work) {
                return computations.run(request, work::get);
            }

            @Override
            public void run(Runnable window, double seconds) {
                computations.<Boolean, RuntimeException>run(request, () -> {
                    window.run();
                    return true;
                });
                progress.report(seconds, of);
            }
        };
    }

    /** A listener for the progress of a recording, an attribute of the request named after this class. */
    @FunctionalInterface
    public interface Progress {

        /** A listener that does nothing. */
        Progress NONE = (seconds, of) -> {};

        /**
         * Called when this many seconds are done.
         *
         * @param of the duration of the recording in seconds, NaN where that is not known
         */
        void report(double seconds, double of);
    }

    private static HttpServletRequest request() {
        return attributes().getRequest();
    }

    private static ServletRequestAttributes attributes() {
        return (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    }
}
