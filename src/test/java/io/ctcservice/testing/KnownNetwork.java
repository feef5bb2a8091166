package io.ctcservice.testing;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RowSink;
import io.ctcservice.recognition.StreamingNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.picture.Bitmap;
import java.util.Optional;

/** A network that is registered and never run. */
public record KnownNetwork(Optional<NetworkDescription> described, Optional<StreamingNetwork> streaming)
        implements NeuralNetwork {

    @Override
    public NetworkDescription description() {
        return described.orElseThrow(UnsupportedOperationException::new);
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
