package io.ctcservice.bench;

import io.ctcservice.core.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.CtcBeamSearchDecoder;
import org.tensorflow.op.nn.CtcGreedyDecoder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** TensorFlow's CTC decoders on a batch, which expect the blank in the last column: {@code [T][B][V]}. */
final class TensorFlowCtc implements AutoCloseable {

    private final EagerSession session = EagerSession.create();
    private final Ops tf = Ops.create(session);
    private final Operand<TFloat32> inputs;
    private final Operand<TInt32> lengths;

    /** @param logits B matrices of one shape, blank 0 */
    TensorFlowCtc(List<FloatMatrix> logits) {
        int batch = logits.size();
        int frames = logits.getFirst().rows();
        int vocabSize = logits.getFirst().columns();
        var values = new float[frames * batch * vocabSize];
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < frames; t++) {
                for (int v = 0; v < vocabSize; v++) {
                    int column = v == 0 ? vocabSize - 1 : v - 1;
                    values[(t * batch + b) * vocabSize + column] = logits.get(b).get(t, v);
                }
            }
        }
        var allFrames = new int[batch];
        Arrays.fill(allFrames, frames);
        inputs = tf.constant(Shape.of(frames, batch, vocabSize), DataBuffers.of(values));
        lengths = tf.constant(allFrames);
    }

    /** Returns the sum of the log-probabilities of the best hypotheses. */
    double beam(int width) {
        var decoded = tf.nn.ctcBeamSearchDecoder(
                inputs, lengths, (long) width, 1L, CtcBeamSearchDecoder.mergeRepeated(false));
        return sum(decoded.logProbability().asTensor());
    }

    /** Returns the labels of the best paths, utterance after utterance. */
    int[] greedyLabels() {
        var decoded = tf.nn.ctcGreedyDecoder(inputs, lengths, CtcGreedyDecoder.mergeRepeated(true));
        return StreamSupport.stream(decoded.decodedValues().asTensor().scalars().spliterator(), false)
                .mapToInt(column -> (int) column.getLong() + 1)
                .toArray();
    }

    /** Returns minus the sum of the highest logits of all frames. */
    double greedy() {
        var decoded = tf.nn.ctcGreedyDecoder(inputs, lengths, CtcGreedyDecoder.mergeRepeated(true));
        return sum(decoded.logProbability().asTensor());
    }

    private static double sum(TFloat32 tensor) {
        double sum = 0;
        for (var value : tensor.scalars()) {
            sum += value.getFloat();
        }
        return sum;
    }

    @Override
    public void close() {
        session.close();
    }
}
