package io.ctcservice.recognition;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.recognition.picture.LineScaling;
import java.util.List;

/** A network for pictures of lines. */
final class PictureNetwork implements NeuralNetwork {

    private final NetworkDescription description;
    private final LineScaling scaling;
    private final Inference inference;

    PictureNetwork(NetworkDescription description, LineScaling scaling, Inference inference) {
        this.description = description;
        this.scaling = scaling;
        this.inference = inference;
    }

    @Override
    public NetworkDescription description() {
        return description;
    }

    @Override
    public void recognise(Sound sound, Turns turns, RowSink rows) {
        throw RecognitionException.wrongInput(
                "the network " + description.name() + " is one for pictures, not for sound");
    }

    @Override
    public Emissions recognise(Bitmap picture) {
        return CollectedRows.emissions(description, inference.run(input(scaling, picture)));
    }

    /** Returns the input {@code [C][H][W]} that a picture is scaled to. */
    static Tensor input(LineScaling scaling, Bitmap picture) {
        var pixels = scaling.apply(picture);
        int width = pixels.columns();
        int channels = scaling.channels().count();
        return Tensor.of(pixels.borrowArray(), List.of(channels, scaling.height(), width));
    }

    @Override
    public void close() {
        inference.close();
    }
}
