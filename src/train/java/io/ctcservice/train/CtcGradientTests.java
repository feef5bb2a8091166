package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.ctc_loss;
import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class CtcGradientTests {

    /** {@code at::Reduction::Sum}. */
    private static final long SUM = 2;

    private static final List<int[]> TARGETS = List.of(new int[] {1, 2, 3}, new int[] {4, 4, 1});
    private static final long LABELS = 6;

    @Test
    void startsTheBackwardPassAsTheLibrarysOwnLossDoes() {
        try (var scope = new PointerScope()) {
            assertThat(scope).isNotNull();
            manual_seed(1);
            Tensor logits = randn(12, 2, 6).set_requires_grad(true);
            double ours = new CtcGradient(0).backward(logits, TARGETS);
            float[] gradient = CtcGradient.values(logits.grad());
            Tensor again = logits.detach().clone().set_requires_grad(true);
            Tensor theirs = librarys(again);
            theirs.backward();
            assertThat(ours).isCloseTo(theirs.item_double(), within(1e-5)); // the library sums in float32
            assertThat(gradient).containsExactly(CtcGradient.values(again.grad()), within(1e-5f));
        }
    }

    @Test
    void trainsAlongTheSameCurve() {
        double[] ours = curve(true);
        assertThat(ours[0] - ours[ours.length - 1]).isGreaterThan(1); // it learns
        assertThat(ours).containsExactly(curve(false), within(1e-2)); // rounding grows from step to step
    }

    private static double[] curve(boolean own) {
        var losses = new ArrayList<Double>();
        manual_seed(3);
        var network = new PrintNetwork(new PrintShape(List.of(4, 4, 4, 4), 2, 8, 6));
        var optimizer = new Adam(network.parameters(), new AdamOptions(0.01));
        for (int step = 0; step < 15; step++) {
            try (var scope = new PointerScope()) {
                assertThat(scope).isNotNull();
                manual_seed(5);
                Tensor logits = network.forward(randn(2, 1, PrintShape.HEIGHT, 48));
                optimizer.zero_grad();
                if (own) {
                    losses.add(new CtcGradient(0).backward(logits, TARGETS));
                } else {
                    Tensor loss = librarys(logits);
                    loss.backward();
                    losses.add(loss.item_double());
                }
                optimizer.step();
            }
        }
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Tensor librarys(Tensor logits) {
        Tensor labels = tensor(1L, 2L, 3L, 4L, 4L, 1L);
        long frames = logits.size(0);
        return ctc_loss(log_softmax(logits, 2), labels, new long[] {frames, frames}, new long[] {3, 3}, 0, SUM, false)
                .div(new org.bytedeco.pytorch.Scalar(LABELS));
    }
}
