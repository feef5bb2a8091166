package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.manual_seed;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;

/** A network under training: its weights, their average, the optimizer, and the step that changes them. */
final class Training {

    private static final double LONGEST_GRADIENT = 2;

    private final PrintNetwork network;
    private final AveragedNetwork average;
    private final Adam optimizer;
    private final CtcGradient loss;

    Training(PrintShape shape, int blank, long seed) {
        manual_seed(seed);
        this.network = new PrintNetwork(shape);
        this.average = new AveragedNetwork(shape);
        this.optimizer = new Adam(network.parameters(), new AdamOptions());
        this.loss = new CtcGradient(blank);
    }

    PrintNetwork network() {
        return network;
    }

    AveragedNetwork average() {
        return average;
    }

    Adam optimizer() {
        return optimizer;
    }

    /**
     * Learns from a batch.
     *
     * @return the loss before, in nats a label
     */
    double step(Batch batch, double rate, long step) {
        network.train(true);
        optimizer.param_groups().get(0).options().set_lr(rate);
        double before;
        try (var scope = new PointerScope();
                var memory = new FloatPointer(batch.ink())) {
            assert scope != null;
            Tensor ink = from_blob(memory, batch.lines(), 1, PrintShape.HEIGHT, batch.width());
            optimizer.zero_grad();
            before = loss.backward(network.forward(ink), batch.targets());
            clip_grad_norm_(network.parameters(), LONGEST_GRADIENT);
            optimizer.step();
        }
        average.follow(network, step);
        return before;
    }
}
