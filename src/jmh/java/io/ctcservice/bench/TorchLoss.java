package io.ctcservice.bench;

import static org.bytedeco.pytorch.global.torch.ctc_loss;
import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** PyTorch's own CPU kernels on a workload: {@code log_softmax} and {@code ctc_loss}, the gradient by autograd. */
final class TorchLoss {

    /** {@code at::Reduction::Sum}. */
    private static final long SUM = 2;

    private final FloatPointer memory;
    private final Tensor logits;
    private final Tensor targets;
    private final long[] frames;
    private final long[] targetLengths;

    TorchLoss(Workload workload, int threads) {
        set_num_threads(threads);
        int batch = workload.logits().size();
        int steps = workload.logits().getFirst().rows();
        int vocabSize = workload.logits().getFirst().columns();
        this.memory = new FloatPointer((long) steps * batch * vocabSize);
        var labels = new long[batch * workload.targets().getFirst().labels().length()];
        for (int b = 0; b < batch; b++) {
            float[] values = workload.logits().get(b).borrowArray();
            for (int t = 0; t < steps; t++) { // time first, as PyTorch has it
                memory.position(((long) t * batch + b) * vocabSize).put(values, t * vocabSize, vocabSize);
            }
            int[] own = workload.targets().get(b).labels().toArray();
            for (int u = 0; u < own.length; u++) {
                labels[b * own.length + u] = own[u];
            }
        }
        memory.position(0);
        this.logits = from_blob(memory, steps, batch, vocabSize);
        this.targets = tensor(labels);
        this.frames = new long[batch];
        this.targetLengths = new long[batch];
        Arrays.fill(frames, steps);
        Arrays.fill(targetLengths, labels.length / batch);
    }

    /** Returns the sum of the losses. */
    double loss() {
        try (var scope = new PointerScope()) {
            assert scope != null;
            return loss(logits).item_double();
        }
    }

    /** Computes the gradient of the sum of the losses; returns it at one logit. */
    float gradient(int t, int b, int v) {
        try (var scope = new PointerScope()) {
            assert scope != null;
            var leaf = logits.detach().set_requires_grad(true);
            loss(leaf).backward();
            return leaf.grad().select(0, t).select(0, b).select(0, v).item_float();
        }
    }

    private Tensor loss(Tensor input) {
        return ctc_loss(log_softmax(input, 2), targets, frames, targetLengths, /* blank= */ 0, SUM, false);
    }
}
