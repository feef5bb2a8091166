package io.ctcservice.api.transcriptions;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RowSink;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.picture.Bitmap;
import java.io.IOException;

/** A network that passes its scores of a sound to a second sink, too, as soon as they are final. */
final class ObservedNetwork implements NeuralNetwork {

    private final NeuralNetwork network;
    private final RowSink observer;

    ObservedNetwork(NeuralNetwork network, RowSink observer) {
        this.network = network;
        this.observer = observer;
    }

    @Override
    public NetworkDescription description() {
        return network.description();
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) throws IOException {
        network.recognise(sound, turns, made -> {
            rows.accept(made);
            observer.accept(made);
        });
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        return network.recognise(picture);
    }

    @Override
    public void close() {
        // the network belongs to the registry, not to this request
    }
}
