package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.ctc_loss;
import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.tensor;

import io.ctcservice.train.print.PrintAlphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** What a step of training costs, and how much of it is the loss: ours, and the training library's. On one core. */
final class StepCost {

    private static final int LINES = 16;
    private static final int WIDTH = 600;
    private static final int LABELS = 45;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 21;

    private final PrintNetwork network;
    private final List<int[]> targets;

    private StepCost(PrintShape shape) {
        this.network = new PrintNetwork(shape);
        var random = new Random(1);
        this.targets = random.ints(LINES)
                .mapToObj(n -> random.ints(LABELS, 1, shape.classes()).toArray())
                .toList();
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        set_num_threads(1);
        var cost = new StepCost(new Settings(arguments).shape(new PrintAlphabet().size()));
        for (boolean ours : new boolean[] {true, false}) {
            for (int i = 0; i < WARM_UP; i++) {
                cost.round(ours);
            }
            var rounds = new ArrayList<double[]>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(cost.round(ours));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f |%n",
                    ours ? "this project's" : "PyTorch's",
                    median(rounds, 0),
                    median(rounds, 1),
                    median(rounds, 2));
        }
    }

    /** Returns milliseconds of the forward pass, of the loss with its gradient at the logits, and of the backward pass. */
    private double[] round(boolean ours) {
        try (var scope = new PointerScope()) {
            assert scope != null;
            long start = System.nanoTime();
            Tensor logits = network.forward(randn(LINES, 1, PrintShape.HEIGHT, WIDTH));
            long forward = System.nanoTime();
            Tensor leaf = logits.detach().set_requires_grad(true);
            if (ours) {
                new CtcGradient(PrintAlphabet.BLANK).backward(leaf, targets);
            } else {
                librarysLoss(leaf).backward();
            }
            long loss = System.nanoTime();
            logits.backward(
                    leaf.grad(),
                    new org.bytedeco.pytorch.BoolOptional(),
                    false,
                    new org.bytedeco.pytorch.TensorArrayRefOptional());
            long backward = System.nanoTime();
            return new double[] {(forward - start) / 1e6, (loss - forward) / 1e6, (backward - loss) / 1e6};
        }
    }

    private Tensor librarysLoss(Tensor logits) {
        long[] labels =
                targets.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
        var frames = new long[LINES];
        Arrays.fill(frames, logits.size(0));
        var lengths = new long[LINES];
        Arrays.fill(lengths, LABELS);
        return ctc_loss(log_softmax(logits, 2), tensor(labels), frames, lengths, PrintAlphabet.BLANK, 2, false);
    }

    private static double median(List<double[]> rounds, int column) {
        return rounds.stream()
                .mapToDouble(r -> r[column])
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
