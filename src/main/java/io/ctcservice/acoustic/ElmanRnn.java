package io.ctcservice.acoustic;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.io.IOException;
import java.io.InputStream;

/**
 * A simple recurrent (Elman) network: h_t = tanh(W_x x_t + W_h h_{t−1} + b_h) with h_{−1} = 0, logits_t = W_y h_t +
 * b_y, emissions = log-softmax of the logits. O(T·H·(D + H + V)) time. Immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1207/s15516709cog1402_1">J. L. Elman: Finding structure in time, 1990</a>
 */
public final class ElmanRnn implements AcousticModel {

    private static final double UNTRAINED_SCALE = 0.01;

    private final ElmanWeights weights;

    ElmanRnn(ElmanWeights weights) {
        this.weights = weights;
    }

    /**
     * Returns an untrained network: every weight is N(0,1)·0.01 drawn from the seed, biases are 0. Its emissions are
     * close to uniform.
     *
     * @param featureDimension D, at least 1
     * @param hiddenSize H, at least 1
     * @param vocabSize V, at least 2
     * @throws CtcInputException naming the parameter
     */
    public static ElmanRnn untrained(int featureDimension, int hiddenSize, int vocabSize, long seed) {
        var shape = new ElmanShape(featureDimension, hiddenSize, vocabSize);
        return new ElmanRnn(ElmanWeights.random(shape, UNTRAINED_SCALE, seed));
    }

    /**
     * Returns the network in a file that {@link #toBytes()} made.
     *
     * @throws IOException if it cannot be read or is no such file, saying why
     */
    public static ElmanRnn read(InputStream in) throws IOException {
        return new ElmanRnn(ElmanFile.read(in));
    }

    /**
     * Returns this network as a file of little-endian float32: CTCELMAN, version, D, H, V, the weights, a CRC-32.
     */
    public byte[] toBytes() {
        return ElmanFile.write(weights);
    }

    @Override
    public int featureDimension() {
        return weights.shape().featureDimension();
    }

    /** Returns H, the number of hidden units. */
    public int hiddenSize() {
        return weights.shape().hiddenSize();
    }

    @Override
    public Emissions emissions(FloatMatrix features) {
        int frames = requireFrames(features);
        int vocabSize = weights.shape().vocabSize();
        var frame = new float[featureDimension()];
        var hidden = new double[hiddenSize()];
        var next = new double[hiddenSize()];
        var logits = new double[vocabSize];
        var logProbs = new float[Math.multiplyExact(frames, vocabSize)];
        for (int t = 0; t < frames; t++) {
            features.copyRow(t, frame);
            weights.advance(frame, hidden, next);
            var swap = hidden;
            hidden = next;
            next = swap;
            weights.logits(hidden, logits);
            LogSoftmax.write(logits, logProbs, t * vocabSize);
        }
        return Emissions.of(FloatMatrix.adopt(frames, vocabSize, logProbs), ScoreKind.LOG_PROBS);
    }

    private int requireFrames(FloatMatrix features) {
        if (features.rows() < 1) {
            throw new CtcInputException("features", "no frames", "at least 1 frame");
        }
        if (features.columns() != featureDimension()) {
            throw new CtcInputException(
                    "features",
                    "rows of " + Counted.of(features.columns(), "value"),
                    featureDimension() + ", as in training");
        }
        return features.rows();
    }
}
