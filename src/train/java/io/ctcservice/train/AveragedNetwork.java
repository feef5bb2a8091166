package io.ctcservice.train;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A moving average of a network's weights, which reads better than the weights of any one step.
 *
 * @param <N> the network
 */
final class AveragedNetwork<N extends CtcNetwork> {

    private static final double DECAY = 0.999;

    private final N average;

    /** @param average a network of the same shape, whose weights will be written over */
    AveragedNetwork(N average) {
        this.average = average;
    }

    N network() {
        return average;
    }

    /** Moves the average towards the weights after a step; fast in the beginning. */
    void follow(N network, long step) {
        double pace = Math.max(1 - DECAY, 9.0 / (step + 10));
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            follow(average.parameters(), network.parameters(), pace);
            follow(average.buffers(), network.buffers(), pace);
        }
    }

    private static void follow(TensorVector averages, TensorVector values, double pace) {
        for (long i = 0; i < averages.size(); i++) {
            Tensor value = values.get(i);
            if (value.scalar_type() == ScalarType.Float) {
                averages.get(i).lerp_(value, new Scalar(pace));
            } else { // the number of batches that batch norm has seen
                averages.get(i).copy_(value);
            }
        }
    }
}
