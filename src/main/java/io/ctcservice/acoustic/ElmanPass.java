package io.ctcservice.acoustic;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.Arrays;

/**
 * A forward pass of an Elman network over one utterance, with the states that backpropagation needs. O(T·(H + V))
 * memory. Valid until the weights move.
 *
 * @see <a href="https://doi.org/10.1109/5.58337">P. J. Werbos: Backpropagation through time, 1990</a>
 */
final class ElmanPass {

    private final ElmanWeights weights;
    private final FloatMatrix features;
    private final double[][] hidden; // hidden[t] is the state before frame t, hidden[T] the last
    private final double[][] logits;

    private ElmanPass(ElmanWeights weights, FloatMatrix features) {
        this.weights = weights;
        this.features = features;
        this.hidden = new double[features.rows() + 1][weights.shape().hiddenSize()];
        this.logits = new double[features.rows()][weights.shape().vocabSize()];
    }

    /** Runs the network over features {@code [T][D]}. */
    static ElmanPass run(ElmanWeights weights, FloatMatrix features) {
        var pass = new ElmanPass(weights, features);
        var frame = new float[features.columns()];
        for (int t = 0; t < features.rows(); t++) {
            features.copyRow(t, frame);
            weights.advance(frame, pass.hidden[t], pass.hidden[t + 1]);
            weights.logits(pass.hidden[t + 1], pass.logits[t]);
        }
        return pass;
    }

    /** Returns the logits {@code [T][V]} in float64. */
    DoubleMatrix logits() {
        return DoubleMatrix.ofRows(logits);
    }

    /** Returns the emissions {@code [T][V]}, as {@link ElmanRnn#emissions} does. */
    Emissions emissions() {
        int vocabSize = weights.shape().vocabSize();
        var logProbs = new float[logits.length * vocabSize];
        for (int t = 0; t < logits.length; t++) {
            LogSoftmax.write(logits[t], logProbs, t * vocabSize);
        }
        return Emissions.of(FloatMatrix.adopt(logits.length, vocabSize, logProbs), ScoreKind.LOG_PROBS);
    }

    /**
     * Adds scale·∂loss/∂parameters to {@code gradient}, which has the layout of {@link ElmanShape}: backpropagation
     * through the whole utterance, nothing truncated. O(T·H·(D + H + V)) time.
     *
     * @param logitGradient ∂loss/∂logits, {@code [T][V]}
     */
    void addGradient(FloatMatrix logitGradient, double scale, double[] gradient) {
        int size = weights.shape().hiddenSize();
        var fromOutput = new float[weights.shape().vocabSize()];
        var frame = new float[weights.shape().featureDimension()];
        var state = new double[size]; // ∂loss/∂h_t
        var before = new double[size]; // ∂loss/∂h_{t−1}
        for (int t = features.rows() - 1; t >= 0; t--) {
            logitGradient.copyRow(t, fromOutput);
            features.copyRow(t, frame);
            addOutputGradient(fromOutput, scale, hidden[t + 1], state, gradient);
            addHiddenGradient(frame, hidden[t], hidden[t + 1], state, before, gradient);
            var swap = state;
            state = before;
            before = swap;
        }
    }

    private void addOutputGradient(float[] fromOutput, double scale, double[] now, double[] state, double[] gradient) {
        var shape = weights.shape();
        double[] values = weights.values();
        for (int v = 0; v < fromOutput.length; v++) {
            double slope = scale * fromOutput[v];
            gradient[shape.outputBiases() + v] += slope;
            int row = shape.outputWeights() + v * now.length;
            for (int i = 0; i < now.length; i++) {
                gradient[row + i] += slope * now[i];
                state[i] += slope * values[row + i];
            }
        }
    }

    private void addHiddenGradient(
            float[] frame, double[] previous, double[] now, double[] state, double[] before, double[] gradient) {
        var shape = weights.shape();
        double[] values = weights.values();
        Arrays.fill(before, 0);
        for (int i = 0; i < now.length; i++) {
            double slope = state[i] * (1 - now[i] * now[i]); // through tanh
            gradient[shape.hiddenBiases() + i] += slope;
            int input = shape.inputWeights() + i * frame.length;
            for (int d = 0; d < frame.length; d++) {
                gradient[input + d] += slope * frame[d];
            }
            int recurrent = shape.recurrentWeights() + i * now.length;
            for (int j = 0; j < now.length; j++) {
                gradient[recurrent + j] += slope * previous[j];
                before[j] += slope * values[recurrent + j];
            }
        }
    }
}
