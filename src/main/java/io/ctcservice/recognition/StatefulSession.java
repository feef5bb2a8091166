package io.ctcservice.recognition;

import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A session of a network with states: one sound, chunk by chunk. Samples wait until there are enough for whole frames; so the states, and the samples
 * that the next frame begins with, are all that is kept. A sound is padded with as much silence as the network's look-ahead.
 */
final class StatefulSession implements StreamingNetwork.Session {

    private final SoundFrontEnd frontEnd;
    private final StatefulModel model;
    private final int classes;
    private final int window;
    private final int samplesPerFrame;
    private final Map<String, Tensor> states;
    private double[] waiting = new double[0];
    private int filled = 0;
    private long received = 0;
    private int toDrop;
    private boolean isEnded = false;

    StatefulSession(SoundFrontEnd frontEnd, StatefulModel model, int classes) {
        this.frontEnd = frontEnd;
        this.model = model;
        this.classes = classes;
        this.window = window(frontEnd);
        this.samplesPerFrame = model.rowsPerFrame() * frontEnd.hop();
        this.states = model.first();
        this.toDrop = model.delayFrames();
    }

    /** Returns a session that goes on where another one is, without effect on it. */
    private StatefulSession(StatefulSession other) {
        this.frontEnd = other.frontEnd;
        this.model = other.model;
        this.classes = other.classes;
        this.window = other.window;
        this.samplesPerFrame = other.samplesPerFrame;
        this.states = new HashMap<>(other.states);
        this.waiting = Arrays.copyOf(other.waiting, other.filled);
        this.filled = other.filled;
        this.received = other.received;
        this.toDrop = other.toDrop;
    }

    private static int window(SoundFrontEnd frontEnd) {
        return frontEnd.window().orElseThrow(() -> new IllegalArgumentException("rows that need sound to come"));
    }

    /** Returns the number of samples from the first of a frame until its row is ready. */
    static int samplesToRow(SoundFrontEnd frontEnd, StatefulModel model) {
        int frames = 1 + model.delayFrames();
        return (frames * model.rowsPerFrame() - 1) * frontEnd.hop() + window(frontEnd);
    }

    @Override
    public FloatMatrix accept(double[] samples, int count) {
        requireOpen();
        append(samples, count);
        received += count;
        return ready();
    }

    @Override
    public FloatMatrix flush() {
        requireOpen();
        var silence = new double[model.delayFrames() * samplesPerFrame];
        var rows = new StatefulSession(this).accept(silence, silence.length);
        toDrop += rows.rows(); // they come once more after what is to come
        return rows;
    }

    @Override
    public FloatMatrix end() {
        requireOpen();
        isEnded = true;
        if (received == 0) {
            return none();
        }
        int edge = window - frontEnd.hop();
        long frames = Math.max(1, Math.ceilDiv(received - edge, (long) samplesPerFrame)) + model.delayFrames();
        int silence = Math.toIntExact(frames * samplesPerFrame + edge - received);
        append(new double[Math.max(0, silence)], Math.max(0, silence));
        return ready();
    }

    private void requireOpen() {
        if (isEnded) {
            throw new IllegalStateException("the sound has ended");
        }
    }

    private void append(double[] samples, int count) {
        if (filled + count > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(filled + count, 2 * waiting.length));
        }
        System.arraycopy(samples, 0, waiting, filled, count);
        filled += count;
    }

    private FloatMatrix ready() {
        int edge = window - frontEnd.hop();
        int frames = Math.max(0, filled - edge) / samplesPerFrame;
        if (frames == 0) {
            return none();
        }
        int samples = frames * samplesPerFrame;
        var scores = model.run(frontEnd.rows(waiting, samples + edge), states);
        filled -= samples;
        System.arraycopy(waiting, samples, waiting, 0, filled);
        int dropped = Math.min(toDrop, frames);
        toDrop -= dropped;
        int kept = frames - dropped;
        float[] rows = scores.borrowArray();
        return FloatMatrix.adopt(kept, classes, Arrays.copyOfRange(rows, dropped * classes, frames * classes));
    }

    private FloatMatrix none() {
        return FloatMatrix.adopt(0, classes, new float[0]);
    }
}
