package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * A network under training: its weights, their average, the optimizer, and the step that changes them. Data-parallel:
 * each worker takes a part of a batch, with its own copy of the weights, and the gradients are summed. Batch norm normalises
 * within a part.
 *
 * @param <N> the network
 */
final class Training<N extends CtcNetwork> {

    private static final double LONGEST_GRADIENT = 2;

    private final N network;
    private final AveragedNetwork<N> average;
    private final Adam optimizer;
    private final CtcGradient loss;
    private final List<N> replicas;
    private final ExecutorService threads;

    /** Makes one that works in one thread. */
    Training(Supplier<N> made, int blank, long seed) {
        this(made, blank, seed, 1);
    }

    /**
     * @param made makes networks of one shape with random weights
     * @param workers threads, at least 1
     * @throws IllegalArgumentException if there are fewer
     */
    Training(Supplier<N> made, int blank, long seed, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers=" + workers + "; expected at least 1");
        }
        manual_seed(seed);
        this.network = made.get();
        this.average = new AveragedNetwork<>(made.get());
        this.optimizer = new Adam(network.parameters(), new AdamOptions());
        this.loss = new CtcGradient(blank);
        this.replicas = Stream.generate(made).limit(workers - 1L).toList();
        this.threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("worker").factory());
    }

    /** Takes over another network's weights. */
    void beginAs(N smaller) {
        network.beginAs(smaller);
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
            if (!Files.isDirectory(folder.get())) {
                throw new IllegalArgumentException("begin=" + folder.get() + " is no folder of checkpoints");
            }
            Path last = new Checkpoints(folder.get())
                    .last()
                    .orElseThrow(() -> new IllegalArgumentException("begin=" + folder.get() + " holds no checkpoint"));
            beginAs(Checkpoints.average(last, smaller.get()));
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
        optimizer.zero_grad();
        List<Batch> parts = batch.parts(1 + replicas.size());
        int labels = batch.labels();
        var others = new ArrayList<CompletableFuture<Double>>();
        for (int i = 1; i < parts.size(); i++) {
            N replica = replicas.get(i - 1);
            Batch part = parts.get(i);
            others.add(CompletableFuture.supplyAsync(
                    () -> {
                        set_num_threads(1);
                        follow(replica);
                        return backward(replica, part, labels);
                    },
                    threads));
        }
        double before = backward(network, parts.getFirst(), labels);
        for (int i = 0; i < others.size(); i++) {
            before += others.get(i).join();
            addGradient(replicas.get(i));
        }
        try (var scope = new PointerScope()) {
            assert scope != null;
            clip_grad_norm_(network.parameters(), LONGEST_GRADIENT);
            optimizer.step();
        }
        average.follow(network, step);
        return before;
    }

    private double backward(N worker, Batch part, int labels) {
        try (var scope = new PointerScope();
                var memory = new FloatPointer(part.input())) {
            assert scope != null;
            return loss.backward(worker.forward(from_blob(memory, part.sizes())), part.targets(), labels);
        }
    }

    /** Gives a replica the weights of the network, and no gradient. */
    private void follow(N replica) {
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            replica.train(true);
            replica.zero_grad(true);
            TensorVector own = replica.parameters();
            TensorVector weights = network.parameters();
            for (long i = 0; i < own.size(); i++) {
                own.get(i).copy_(weights.get(i));
            }
        }
    }

    private void addGradient(N replica) {
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            TensorVector sums = network.parameters();
            TensorVector own = replica.parameters();
            for (long i = 0; i < sums.size(); i++) {
                Tensor sum = sums.get(i).grad();
                sum.add_(own.get(i).grad());
            }
        }
    }
}
