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

/** A measurement of what a step of training costs, and how much of it is the loss: ours, and the training library's. On one core. */
final class StepCost {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 15;

    private final CtcNetwork network;
    private final int blank;
    private final long[] input;
    private final List<int[]> targets;

    /**
     * @param input shape of a batch, of which the first is the number of its lines or utterances
     * @param labels of each
     */
    private StepCost(CtcNetwork network, int classes, int blank, long[] input, int labels) {
        this.network = network;
        this.blank = blank;
        this.input = input;
        var random = new Random(1);
        this.targets = random.ints(input[0])
                .mapToObj(n -> random.ints(labels, 0, classes)
                        .map(c -> c == blank ? 1 : c)
                        .toArray())
                .toList();
    }

    public static void main(String[] arguments) throws Exception {
        Program.STEP_COST.main(arguments, StepCost::run);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Settings settings) {
        set_num_threads(1);
        int classes = new PrintAlphabet().size();
        System.out.println("| network, batch | loss | forward pass, ms | loss and its gradient | backward pass |");
        System.out.println("|---|---|---|---|---|");
        new StepCost(
                        new PrintNetwork(settings.shape(classes)),
                        classes,
                        PrintAlphabet.BLANK,
                        new long[] {16, 1, PrintShape.HEIGHT, 600},
                        45)
                .print("print, 16 lines 600 wide");
        new StepCost(
                        new SoundNetwork(settings.soundShape()),
                        SpeechAlphabet.SIZE,
                        SpeechAlphabet.BLANK,
                        new long[] {12, 1, SoundShape.BANDS, 400},
                        50)
                .print("demo-english, 12 utterances of 4 s");
    }

    @SuppressWarnings("SystemOut")
    private void print(String name) {
        for (boolean ours : new boolean[] {true, false}) {
            for (int i = 0; i < WARM_UP; i++) {
                round(ours);
            }
            var rounds = new ArrayList<double[]>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(round(ours));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f | %.1f |%n",
                    name,
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
            Tensor logits = network.forward(randn(input));
            long forward = System.nanoTime();
            Tensor leaf = logits.detach().set_requires_grad(true);
            if (ours) {
                new CtcGradient(blank).backward(leaf, targets);
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
        var frames = new long[targets.size()];
        Arrays.fill(frames, logits.size(0));
        var lengths = new long[targets.size()];
        Arrays.fill(lengths, targets.getFirst().length);
        return ctc_loss(log_softmax(logits, 2), tensor(labels), frames, lengths, blank, 2, false);
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
