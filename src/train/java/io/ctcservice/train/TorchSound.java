package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.from_blob;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** A speech network, as the training library runs it. */
record TorchSound(SoundNetwork network, SoundFeatures features) {

    TorchSound(SoundNetwork network) {
        this(network, new SoundFeatures(network.shape().streams()));
    }

    /** Returns the greedy text of a sound. */
    String read(double[] samples) {
        Emissions emissions = emissions(samples);
        return SpeechAlphabet.text(
                Collapse.labels(emissions.bestPath(), SpeechAlphabet.BLANK).toArray());
    }

    /** Returns what it says of a sound, which is followed by silence if it is to a stream. */
    Emissions emissions(double[] samples) {
        SoundShape shape = network.shape();
        return emissions(features.of(
                shape.streams()
                        ? Arrays.copyOf(samples, features.wholeFrames(samples.length) + silence(shape))
                        : samples));
    }

    /** Returns how many samples of silence have to follow a sound. */
    static int silence(SoundShape shape) {
        return shape.lookAhead() * SoundShape.STEPS_PER_FRAME * SoundFeatures.HOP;
    }

    private Emissions emissions(FloatMatrix rows) {
        network.eval();
        var input = new float[rows.rows() * SoundShape.BANDS];
        SpeechBatches.write(rows, input, 0);
        try (var scope = new PointerScope();
                var memory = new FloatPointer(input);
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            Tensor logits = network.forward(from_blob(memory, 1, 1, SoundShape.BANDS, rows.rows()));
            return CtcGradient.emissions(CtcGradient.values(logits), 0, (int) logits.size(0), 1, (int) logits.size(2));
        }
    }
}
