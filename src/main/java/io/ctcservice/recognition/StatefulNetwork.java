package io.ctcservice.recognition;

import io.ctcservice.audio.CausalFrontEnd;
import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.Sound;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.picture.Bitmap;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** A streaming speech network, whose states are carried from chunk to chunk: the rows do not depend on how the sound is cut. */
final class StatefulNetwork implements NeuralNetwork, StreamingNetwork {

    private static final int SECONDS_AT_ONCE = 10;

    private final NetworkDescription description;
    private final CausalFrontEnd frontEnd;
    private final StatefulModel model;
    private final int sampleRate;

    StatefulNetwork(NetworkDescription description, CausalFrontEnd frontEnd, StatefulModel model) {
        this.description = description;
        this.frontEnd = frontEnd;
        this.model = model;
        this.sampleRate = frontEnd.rows().sampleRate();
    }

    @Override
    public NetworkDescription description() {
        return description;
    }

    @Override
    public Optional<StreamingNetwork> streaming() {
        return Optional.of(this);
    }

    @Override
    public double delaySeconds() {
        return (double) StatefulSession.samplesToRow(frontEnd, model.chunks()) / sampleRate;
    }

    @Override
    public Session open() {
        return new StatefulSession(frontEnd, model, description.vocabulary().size());
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) throws IOException {
        var resampled = Resampler.of(sound, sampleRate);
        var session = open();
        var samples = new double[SECONDS_AT_ONCE * sampleRate];
        long all = 0;
        while (true) {
            int count = filled(resampled, samples);
            all += count;
            if (all == 0) {
                throw SoundFormatException.refused("a sound without a sample");
            }
            double seconds = (double) all / sampleRate;
            pass(run(turns, seconds, () -> session.accept(samples, count)), rows);
            if (count < samples.length) {
                pass(run(turns, seconds, session::end), rows);
                return;
            }
        }
    }

    private static int filled(Sound sound, double[] samples) throws IOException {
        int filled = 0;
        while (filled < samples.length) {
            int read = sound.read(samples, filled, samples.length - filled);
            if (read <= 0) {
                return filled;
            }
            filled += read;
        }
        return filled;
    }

    private static FloatMatrix run(Turns turns, double seconds, Supplier<FloatMatrix> work) {
        var made = new FloatMatrix[1];
        turns.run(
                () -> {
                    Cancellation.check();
                    made[0] = work.get();
                },
                seconds);
        return made[0];
    }

    private static void pass(FloatMatrix made, RowSink rows) {
        if (made.rows() > 0) {
            rows.accept(made);
        }
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        throw RecognitionException.wrongInput(
                "the network " + description.name() + " is one for sound, not for pictures");
    }

    @Override
    public void close() {
        model.close();
    }
}
