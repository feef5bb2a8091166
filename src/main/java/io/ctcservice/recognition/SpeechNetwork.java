package io.ctcservice.recognition;

import io.ctcservice.audio.Sound;
import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.picture.Bitmap;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** A speech network: a front end computes its input, and long sound is processed window by window. */
final class SpeechNetwork implements NeuralNetwork {

    private final NetworkDescription description;
    private final SoundFrontEnd frontEnd;
    private final Inference inference;
    private final WindowPlan windows;

    SpeechNetwork(NetworkDescription description, SoundFrontEnd frontEnd, Inference inference, WindowPlan windows) {
        this.description = description;
        this.frontEnd = frontEnd;
        this.inference = inference;
        this.windows = windows;
    }

    @Override
    public NetworkDescription description() {
        return description;
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) throws IOException {
        var windowed = new WindowedSound(sound, frontEnd.sampleRate(), windows);
        var seams = new Seams(description.vocabulary().blank(), rows);
        while (windowed.next()) {
            var made = new AtomicReference<FloatMatrix>();
            turns.run(() -> made.set(rowsOf(windowed)), windowed.endSeconds());
            var scores = made.get();
            if (scores == null) {
                throw new IllegalStateException("a window was not run");
            }
            seams.add(scores, windowed.firstFrame(), windowed.isLast());
        }
    }

    private FloatMatrix rowsOf(WindowedSound window) {
        Cancellation.check();
        try {
            var scores = scores(window.samples(), window.count());
            if (scores.rows() > 0 || window.count() >= frontEnd.sampleRate()) {
                return requireRows(scores);
            }
        } catch (RecognitionException failed) {
            if (failed.kind() != RecognitionException.Kind.FAILED || window.count() >= frontEnd.sampleRate()) {
                throw failed;
            }
        }
        return rowsOfTooShort(window);
    }

    /** Returns the rows of a sound that is too short for the network: it is padded with silence up to one second. */
    private FloatMatrix rowsOfTooShort(WindowedSound window) {
        var second = Arrays.copyOf(
                Arrays.copyOf(window.samples(), window.count()), Math.max(window.count(), frontEnd.sampleRate()));
        var scores = requireRows(scores(second, second.length));
        int kept = Math.clamp(Math.round((double) window.count() / windows.samplesPerFrame()), 1, scores.rows());
        return FloatMatrix.adopt(kept, scores.columns(), Arrays.copyOf(scores.borrowArray(), kept * scores.columns()));
    }

    private FloatMatrix scores(double[] samples, int count) {
        var features = frontEnd.rows(samples, count);
        if (features.rows() == 0) {
            return FloatMatrix.adopt(0, description.vocabulary().size(), new float[0]);
        }
        return inference.run(Tensor.of(features));
    }

    private FloatMatrix requireRows(FloatMatrix scores) {
        if (scores.rows() == 0) {
            throw RecognitionException.failed("the network " + description.name() + " gave no frame");
        }
        return scores;
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        throw RecognitionException.wrongInput(
                "the network " + description.name() + " is one for sound, not for pictures");
    }

    @Override
    public void close() {
        inference.close();
    }
}
