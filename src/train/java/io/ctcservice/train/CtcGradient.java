package io.ctcservice.train;

import static java.util.Objects.requireNonNull;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.UtteranceLoss;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;

/** This project's CTC loss of the logits of a network of the training library, whose backward pass starts with its gradient. */
final class CtcGradient {

    private final CtcLoss loss = new CtcLoss(new ScaledForward());
    private final int blank;

    CtcGradient(int blank) {
        this.blank = blank;
    }

    /**
     * Computes the gradient of the mean loss per label and propagates it back through the network.
     *
     * @param logits {@code [T][N][V]}
     * @param targets of each of the N lines, none longer than T has room for
     * @return the summed loss in nats, divided by the number of labels
     */
    double backward(Tensor logits, List<int[]> targets) {
        return backward(
                logits, targets, targets.stream().mapToInt(t -> t.length).sum());
    }

    /**
     * Computes the gradient of the loss of a part of a batch, divided by the labels of the whole batch, and propagates it back.
     *
     * @param labels of the whole batch
     * @return the summed loss of the part in nats, divided by the labels of the whole batch
     */
    double backward(Tensor logits, List<int[]> targets, int labels) {
        int frames = Math.toIntExact(logits.size(0));
        int lines = Math.toIntExact(logits.size(1));
        int classes = Math.toIntExact(logits.size(2));
        float[] scores = values(logits.detach());
        var gradient = new float[scores.length];
        double sum = 0;
        for (int n = 0; n < lines; n++) {
            UtteranceLoss line = loss.loss(
                    emissions(scores, n, frames, lines, classes),
                    ExtendedTarget.of(Labels.of(targets.get(n)), blank),
                    Set.of(CtcLoss.Part.GRADIENT));
            sum += line.loss().orElse(0);
            write(requireNonNull(line.gradient()), gradient, n, lines, 1f / labels);
        }
        try (var memory = new FloatPointer(gradient)) {
            logits.backward(
                    org.bytedeco.pytorch.global.torch.from_blob(memory, frames, lines, classes),
                    new BoolOptional(),
                    /* create_graph= */ false,
                    new TensorArrayRefOptional());
        }
        return sum / labels;
    }

    private static void write(FloatMatrix own, float[] gradient, int n, int lines, float factor) {
        float[] values = own.borrowArray();
        int classes = own.columns();
        for (int t = 0; t < own.rows(); t++) {
            int to = (t * lines + n) * classes;
            for (int v = 0; v < classes; v++) {
                gradient[to + v] = factor * values[t * classes + v];
            }
        }
    }

    /** Returns line {@code n} of logits {@code [T][N][V]}. */
    static Emissions emissions(float[] scores, int n, int frames, int lines, int classes) {
        var own = new float[frames * classes];
        for (int t = 0; t < frames; t++) {
            System.arraycopy(scores, (t * lines + n) * classes, own, t * classes, classes);
        }
        return Emissions.of(FloatMatrix.adopt(frames, classes, own), ScoreKind.LOGITS);
    }

    /** Returns the numbers of a tensor, row after row. */
    static float[] values(Tensor tensor) {
        var values = new float[Math.toIntExact(tensor.numel())];
        tensor.contiguous().data_ptr_float().get(values);
        return values;
    }
}
