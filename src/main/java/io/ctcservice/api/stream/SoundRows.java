package io.ctcservice.api.stream;

import io.ctcservice.api.stream.StreamFormat.Encoding;
import io.ctcservice.audio.ChunkResampler;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.core.Cancellation;
import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.StreamingNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.Consumer;

/** Rows that a network of this server makes of sound, chunk by chunk. */
final class SoundRows implements RowSource {

    private static final double FULL_SCALE = 32_768;

    /** The largest magnitude of a sample; full scale is 1. */
    private static final float LOUDEST = 1000;

    private final NetworkDescription network;
    private final StreamingNetwork.Session session;
    private final Encoding encoding;
    private final int sampleRate;
    private final ChunkResampler resampler;
    private long samples = 0;
    private boolean isEnded = false;

    SoundRows(StreamingNetwork network, Encoding encoding, int sampleRate) {
        this.network = network.description();
        this.session = network.open();
        this.encoding = encoding;
        this.sampleRate = sampleRate;
        this.resampler = new ChunkResampler(sampleRate, Objects.requireNonNull(this.network.sampleRate()));
    }

    @Override
    public int classes() {
        return network.vocabulary().size();
    }

    @Override
    public void read(byte[] message, Consumer<Emissions> rows) {
        int bytes = encoding == Encoding.PCM16 ? Short.BYTES : Float.BYTES;
        if (samples == 0) {
            StreamedFile.requireSamples(message, encoding, sampleRate);
        }
        if (message.length % bytes != 0) {
            throw unreadable("a message of " + Counted.of(message.length, "byte") + "; expected whole samples of "
                    + Counted.of(bytes, "byte"));
        }
        var buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            Cancellation.check();
            var chunk = new double[Math.min(sampleRate, buffer.remaining() / bytes)]; // a second at a time
            for (int n = 0; n < chunk.length; n++) {
                chunk[n] = encoding == Encoding.PCM16 ? buffer.getShort() / FULL_SCALE : sample(buffer.getFloat());
            }
            samples += chunk.length;
            run(resampler.accept(chunk), rows);
        }
    }

    private static double sample(float sample) {
        if (!(Math.abs(sample) <= LOUDEST)) {
            throw unreadable("a sample of " + PlainNumber.of(sample) + "; expected numbers in [-1, 1]");
        }
        return sample;
    }

    private static UnreadableBodyException unreadable(String detail) {
        return new UnreadableBodyException(new Violation("", detail));
    }

    private void run(double[] samples, Consumer<Emissions> rows) {
        pass(session.accept(samples, samples.length), rows);
    }

    @Override
    public double seconds() {
        return isEnded ? (double) samples / sampleRate : Double.POSITIVE_INFINITY;
    }

    @Override
    public void flush(Consumer<Emissions> rows) {
        pass(session.flush(), rows);
    }

    @Override
    public void end(Consumer<Emissions> rows) {
        isEnded = true;
        run(resampler.end(), rows);
        pass(session.end(), rows);
    }

    private void pass(FloatMatrix scores, Consumer<Emissions> rows) {
        if (scores.rows() > 0) {
            rows.accept(emissions(scores, network.scores()));
        }
    }

    private static Emissions emissions(FloatMatrix scores, ScoreKind kind) {
        try {
            return Emissions.withBestPath(scores, kind);
        } catch (CtcInputException none) {
            throw new RefusedRequestException("/network", "the network gave invalid emissions: " + none.getMessage());
        }
    }
}
