package io.ctcservice.api.transcriptions;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RowSink;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.picture.Bitmap;
import java.io.IOException;

/** A network whose scores of a sound are also passed to somebody else, as soon as they are final. */
final class OverheardNetwork implements NeuralNetwork {

    private final NeuralNetwork network;
    private final RowSink other;

    OverheardNetwork(NeuralNetwork network, RowSink other) {
        this.network = network;
        this.other = other;
    }

    @Override
    public NetworkDescription description() {
        return network.description();
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) throws IOException {
        network.recognise(sound, turns, made -> {
            rows.accept(made);
            other.accept(made);
        });
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        return network.recognise(picture);
    }

    @Override
    public void close() {
        // it is somebody else's
    }
}
