package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.manual_seed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;

/**
 * A network under training: its weights, their average, the optimizer, and the step that changes them.
 *
 * @param <N> the network
 */
final class Training<N extends CtcNetwork> {

    private static final double LONGEST_GRADIENT = 2;

    private final N network;
    private final AveragedNetwork<N> average;
    private final Adam optimizer;
    private final CtcGradient loss;

    /** @param made makes networks of one shape with random weights */
    Training(Supplier<N> made, int blank, long seed) {
        manual_seed(seed);
        this.network = made.get();
        this.average = new AveragedNetwork<>(made.get());
        this.optimizer = new Adam(network.parameters(), new AdamOptions());
        this.loss = new CtcGradient(blank);
    }

    /**
     * Begins with the averaged weights of the last checkpoint of the folder that the settings name, if they do. Of no effect
     * where a checkpoint of this training itself is loaded afterwards.
     *
     * @param smaller makes networks of that one's shape
     */
    void beginAs(Settings settings, Supplier<N> smaller) throws IOException {
        Optional<Path> folder = settings.given("begin");
        if (folder.isPresent()) {
            Path last = new Checkpoints(folder.get())
                    .last()
                    .orElseThrow(() -> new IllegalArgumentException("begin=" + folder.get() + " holds no checkpoint"));
            network.beginAs(Checkpoints.average(last, smaller.get()));
        }
    }

    N network() {
        return network;
    }

    AveragedNetwork<N> average() {
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
                var memory = new FloatPointer(batch.input())) {
            assert scope != null;
            Tensor input = from_blob(memory, batch.sizes());
            optimizer.zero_grad();
            before = loss.backward(network.forward(input), batch.targets());
            clip_grad_norm_(network.parameters(), LONGEST_GRADIENT);
            optimizer.step();
        }
        average.follow(network, step);
        return before;
    }
}
