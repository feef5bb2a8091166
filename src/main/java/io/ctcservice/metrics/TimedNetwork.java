package io.ctcservice.metrics;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RowSink;
import io.ctcservice.recognition.StreamingNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.picture.Bitmap;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * A network that is timed, {@code ctc.network}: each window or chunk of a sound with its front end, and each picture; it also
 * counts the seconds of sound, {@code ctc.recording.seconds}.
 */
public final class TimedNetwork implements NeuralNetwork {

    private final NeuralNetwork timed;
    private final Timer timer;
    private final Counter seconds;

    public TimedNetwork(String name, NeuralNetwork timed, MeterRegistry registry) {
        this.timed = timed;
        this.timer = Timer.builder("ctc.network")
                .description("Front end and network, a window of sound or a picture")
                .tag("network", name)
                .register(registry);
        this.seconds = Counter.builder("ctc.recording.seconds")
                .description("Seconds of sound that networks heard")
                .tag("network", name)
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public NetworkDescription description() {
        return timed.description();
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) throws IOException {
        timed.recognise(sound, new CountedTurns(turns), rows);
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        return Objects.requireNonNull(timer.record(() -> timed.recognise(picture)));
    }

    @Override
    public Optional<StreamingNetwork> streaming() {
        return timed.streaming().map(TimedStreaming::new);
    }

    @Override
    public void close() {
        timed.close();
    }

    private final class CountedTurns implements Turns {

        private final Turns turns;
        private double done = 0;

        CountedTurns(Turns turns) {
            this.turns = turns;
        }

        @Override
        public void run(Runnable window, double until) {
            turns.run(() -> timer.record(window), until);
            seconds.increment(until - done);
            done = until;
        }
    }

    private final class TimedStreaming implements StreamingNetwork {

        private final StreamingNetwork streaming;

        TimedStreaming(StreamingNetwork streaming) {
            this.streaming = streaming;
        }

        @Override
        public NetworkDescription description() {
            return streaming.description();
        }

        @Override
        public double delaySeconds() {
            return streaming.delaySeconds();
        }

        @Override
        public Session open() {
            double rate = Objects.requireNonNull(streaming.description().sampleRate());
            return new TimedSession(streaming.open(), rate);
        }
    }

    private final class TimedSession implements StreamingNetwork.Session {

        private final StreamingNetwork.Session session;
        private final double sampleRate;

        TimedSession(StreamingNetwork.Session session, double sampleRate) {
            this.session = session;
            this.sampleRate = sampleRate;
        }

        @Override
        public FloatMatrix accept(double[] samples, int count) {
            var rows = timer.record(() -> session.accept(samples, count));
            seconds.increment(count / sampleRate);
            return Objects.requireNonNull(rows);
        }

        @Override
        public FloatMatrix flush() {
            return Objects.requireNonNull(timer.record(session::flush));
        }

        @Override
        public FloatMatrix end() {
            return Objects.requireNonNull(timer.record(session::end));
        }
    }
}
