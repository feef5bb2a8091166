package io.ctcservice.api.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The metrics of all streams: {@code ctc.stream.*}. Thread-safe. */
@Component
final class StreamMetrics {

    private final MeterRegistry registry;
    private final Counter texts;
    private final Counter binaries;
    private final Counter finals;
    private final Counter dropped;
    private final Timer answers;
    private final Timer durations;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.texts = messages("text");
        this.binaries = messages("binary");
        this.finals = Counter.builder("ctc.stream.finals")
                .description("Final results sent on streams")
                .register(registry);
        this.dropped = Counter.builder("ctc.stream.dropped")
                .description("Partial results not sent, since the client had not read the one before")
                .register(registry);
        this.answers = Timer.builder("ctc.stream.answer")
                .description("From a binary message to its answers, waiting for a processor included")
                .register(registry);
        this.durations = Timer.builder("ctc.stream.duration")
                .description("How long streams were open")
                .register(registry);
    }

    private Counter messages(String kind) {
        return Counter.builder("ctc.stream.messages")
                .description("Messages that came on streams")
                .tag("kind", kind)
                .register(registry);
    }

    void text() {
        texts.increment();
    }

    void binary() {
        binaries.increment();
    }

    void finalReading() {
        finals.increment();
    }

    void dropped() {
        dropped.increment();
    }

    /** Notes that a binary message was answered that came at this time of {@link System#nanoTime}. */
    void answered(long since) {
        answers.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }

    /** Notes that a stream is over that began at this time of {@link System#nanoTime}. */
    void over(long since) {
        durations.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }

    /** Notes a close code. */
    void closed(int code) {
        Counter.builder("ctc.stream.closed")
                .description("Streams that were closed, by the code that the client was or would have been told")
                .tag("code", Integer.toString(code))
                .register(registry)
                .increment();
    }
}
