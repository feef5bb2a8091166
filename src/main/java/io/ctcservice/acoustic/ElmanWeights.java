package io.ctcservice.acoustic;

import java.util.Arrays;

/**
 * The parameters of an Elman network in the layout of {@link ElmanShape}, with the state update and the output layer.
 */
final class ElmanWeights {

    private final ElmanShape shape;
    private final double[] values;

    /** Keeps {@code values} itself, without a copy: only a trainer may change the array afterwards. */
    ElmanWeights(ElmanShape shape, double[] values) {
        if (values.length != shape.parameters()) {
            throw new IllegalArgumentException(values.length + " parameters, not " + shape.parameters());
        }
        this.shape = shape;
        this.values = values;
    }

    /** Returns weights N(0,1)·scale and biases 0, drawn in the order of the layout. */
    static ElmanWeights random(ElmanShape shape, double scale, long seed) {
        var random = RandomStream.WEIGHTS.of(seed);
        var values = new double[shape.parameters()];
        for (int i = 0; i < shape.hiddenBiases(); i++) {
            values[i] = scale * random.nextGaussian();
        }
        for (int i = shape.outputWeights(); i < shape.outputBiases(); i++) {
            values[i] = scale * random.nextGaussian();
        }
        return new ElmanWeights(shape, values);
    }

    /** Returns a copy with every value rounded to float32, as a file of weights stores it. */
    ElmanWeights rounded() {
        var copy = new double[values.length];
        Arrays.setAll(copy, i -> (float) values[i]);
        return new ElmanWeights(shape, copy);
    }

    ElmanShape shape() {
        return shape;
    }

    /** Returns the parameters themselves, not a copy, for a trainer to update. */
    double[] values() {
        return values;
    }

    /** Writes the hidden state after {@code frame} to {@code next}; {@code hidden} is the state before it. */
    void advance(float[] frame, double[] hidden, double[] next) {
        int dimension = shape.featureDimension();
        int size = shape.hiddenSize();
        for (int i = 0; i < size; i++) {
            double sum = values[shape.hiddenBiases() + i];
            int input = shape.inputWeights() + i * dimension;
            for (int d = 0; d < dimension; d++) {
                sum += values[input + d] * frame[d];
            }
            int recurrent = shape.recurrentWeights() + i * size;
            for (int j = 0; j < size; j++) {
                sum += values[recurrent + j] * hidden[j];
            }
            next[i] = StrictMath.tanh(sum);
        }
    }

    /** Writes the V logits of a hidden state. */
    void logits(double[] hidden, double[] logits) {
        int size = shape.hiddenSize();
        for (int v = 0; v < logits.length; v++) {
            double sum = values[shape.outputBiases() + v];
            int row = shape.outputWeights() + v * size;
            for (int i = 0; i < size; i++) {
                sum += values[row + i] * hidden[i];
            }
            logits[v] = sum;
        }
    }
}
