package io.ctcservice.recognition;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.picture.Bitmap;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A network that is loaded when it is first used. */
public final class LazyNetwork implements NeuralNetwork {

    private final Supplier<NeuralNetwork> loading;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable NeuralNetwork loaded;

    /** @param loading loads it; may throw {@link RecognitionException}, and is then called again on the next use */
    public LazyNetwork(Supplier<NeuralNetwork> loading) {
        this.loading = loading;
    }

    private NeuralNetwork network() {
        var network = loaded;
        if (network != null) {
            return network;
        }
        lock.lock();
        try {
            network = loaded;
            if (network == null) {
                network = loading.get();
                loaded = network;
            }
            return network;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public NetworkDescription description() {
        return network().description();
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) throws IOException {
        network().recognise(sound, turns, rows);
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        return network().recognise(picture);
    }

    @Override
    public Optional<StreamingNetwork> streaming() {
        return network().streaming();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            var network = loaded;
            if (network != null) {
                network.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
