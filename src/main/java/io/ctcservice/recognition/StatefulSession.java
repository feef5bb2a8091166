package io.ctcservice.recognition;

import io.ctcservice.audio.CausalFrontEnd;
import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A session of a network with states: one sound, chunk by chunk. Samples wait until there are enough for a whole chunk; so the states, and the samples
 * that the next chunk begins with, are all that is kept. A sound is padded with as much silence as the network's look-ahead.
 */
final class StatefulSession implements StreamingNetwork.Session {

    private final CausalFrontEnd frontEnd;
    private final StatefulModel model;
    private final Chunks chunks;
    private final int classes;
    private final int hop;
    private final int samplesPerFrame;
    private final Map<String, Tensor> states;
    private double[] waiting = new double[0];
    private int filled = 0;
    private boolean isLed;
    private double last = 0;
    private long received = 0;
    private long nextRow;
    private long made = 0;
    private int toDrop;
    private boolean isEnded = false;

    StatefulSession(CausalFrontEnd frontEnd, StatefulModel model, int classes) {
        this.frontEnd = frontEnd;
        this.model = model;
        this.chunks = model.chunks();
        this.classes = classes;
        this.hop = frontEnd.rows().hop();
        this.samplesPerFrame = chunks.rowsPerFrame() * hop;
        this.states = model.first();
        this.isLed = frontEnd.lead() == 0;
        this.nextRow = -chunks.rowsBefore();
        this.toDrop = chunks.delayFrames();
    }

    /** Returns a session that goes on where another one is, without effect on it. */
    private StatefulSession(StatefulSession other) {
        this.frontEnd = other.frontEnd;
        this.model = other.model;
        this.chunks = other.chunks;
        this.classes = other.classes;
        this.hop = other.hop;
        this.samplesPerFrame = other.samplesPerFrame;
        this.states = new HashMap<>(other.states);
        this.waiting = Arrays.copyOf(other.waiting, other.filled);
        this.filled = other.filled;
        this.isLed = other.isLed;
        this.last = other.last;
        this.received = other.received;
        this.nextRow = other.nextRow;
        this.made = other.made;
        this.toDrop = other.toDrop;
    }

    /** Returns the greatest number of samples from the first of a frame until its row is ready. */
    static int samplesToRow(CausalFrontEnd frontEnd, Chunks chunks) {
        int rows = chunks.delayFrames() * chunks.rowsPerFrame() + chunks.rows() - chunks.rowsBefore();
        int samples = (rows - 1) * frontEnd.rows().hop() + frontEnd.window() - frontEnd.lead();
        return Math.max(samples, Math.max(1, frontEnd.needed()));
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
        long whole = Math.max(0, received + frontEnd.lead() - edge()) / samplesPerFrame;
        var rows = new StatefulSession(this).padded(whole + chunks.delayFrames());
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
        long frames = Math.ceilDiv(received + frontEnd.lead() - edge(), (long) samplesPerFrame);
        return padded(Math.max(1, frames) + chunks.delayFrames());
    }

    private void requireOpen() {
        if (isEnded) {
            throw new IllegalStateException("the sound has ended");
        }
    }

    /** Returns the samples that a row has in common with the one before. */
    private int edge() {
        return frontEnd.window() - hop;
    }

    /** Returns what is left of the first {@code frames} frames, those that are dropped included, as if silence came next. */
    private FloatMatrix padded(long frames) {
        if (frames <= made) {
            return none();
        }
        long samples = chunks.rowsFor(frames) * hop + edge() - frontEnd.lead();
        int silence = Math.toIntExact(Math.max(0, Math.max(samples, frontEnd.needed()) - received));
        append(new double[silence], silence);
        var rows = ready();
        int kept = Math.toIntExact(Math.max(0, rows.rows() - Math.max(0, made - frames)));
        return FloatMatrix.adopt(kept, classes, Arrays.copyOf(rows.borrowArray(), kept * classes));
    }

    private void append(double[] samples, int count) {
        room(count);
        System.arraycopy(frontEnd.emphasised(samples, count, last), 0, waiting, filled, count);
        filled += count;
        last = count == 0 ? last : samples[count - 1];
        if (!isLed && filled >= frontEnd.needed() && filled > 0) {
            lead();
        }
    }

    private void room(int count) {
        if (filled + count > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(filled + count, 2 * waiting.length));
        }
    }

    /** Puts the samples before the sound before it. */
    private void lead() {
        var before = frontEnd.before(waiting, filled);
        room(before.length);
        System.arraycopy(waiting, 0, waiting, before.length, filled);
        System.arraycopy(before, 0, waiting, 0, before.length);
        filled += before.length;
        isLed = true;
    }

    private FloatMatrix ready() {
        long before = Math.max(0, -nextRow);
        long available = isLed ? before + Math.max(0, filled - edge()) / hop : 0;
        int count = Math.toIntExact(chunks.in(available));
        if (count == 0) {
            return none();
        }
        if (chunks.areJoined()) {
            return kept(run(count));
        }
        var rows = new float[count * chunks.frames() * classes];
        for (int i = 0; i < count; i++) {
            System.arraycopy(run(1).borrowArray(), 0, rows, i * chunks.frames() * classes, chunks.frames() * classes);
        }
        return kept(FloatMatrix.adopt(count * chunks.frames(), classes, rows));
    }

    /** Returns the scores of the next chunks, and moves on behind them. */
    private FloatMatrix run(int count) {
        int rows = chunks.rows() + (count - 1) * chunks.step();
        int before = Math.clamp(-nextRow, 0, rows);
        var scores = model.run(rows(before, rows - before), states);
        long consumed = Math.max(0, nextRow + (long) count * chunks.step()) - Math.max(0, nextRow);
        nextRow += (long) count * chunks.step();
        int samples = Math.toIntExact(consumed * hop);
        filled -= samples;
        System.arraycopy(waiting, samples, waiting, 0, filled);
        made += scores.rows();
        return scores;
    }

    /** Returns rows of zeros, then those of the samples that wait. */
    private FloatMatrix rows(int before, int heard) {
        var rows = heard == 0
                ? FloatMatrix.adopt(0, frontEnd.rows().dimension(), new float[0])
                : frontEnd.rows().rows(waiting, heard * hop + edge());
        if (before == 0) {
            return rows;
        }
        int columns = rows.columns();
        var all = new float[(before + heard) * columns];
        System.arraycopy(rows.borrowArray(), 0, all, before * columns, heard * columns);
        return FloatMatrix.adopt(before + heard, columns, all);
    }

    private FloatMatrix kept(FloatMatrix scores) {
        int frames = scores.rows();
        int dropped = Math.min(toDrop, frames);
        toDrop -= dropped;
        float[] rows = scores.borrowArray();
        return FloatMatrix.adopt(
                frames - dropped, classes, Arrays.copyOfRange(rows, dropped * classes, frames * classes));
    }

    private FloatMatrix none() {
        return FloatMatrix.adopt(0, classes, new float[0]);
    }
}
