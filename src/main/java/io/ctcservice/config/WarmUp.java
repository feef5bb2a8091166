package io.ctcservice.config;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.web.warmup.OwnTraffic;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A runner that warms up the JVM: it runs codecs, kernels and decoders on synthetic emissions until they are compiled, and
 * in turn with that, the service sends requests to itself. The first rounds, which load what the first requests need, end
 * before the service reports that it is ready; the others go on behind it. Nothing of it is measured.
 *
 * <p>Until the vector kernels are compiled, requests are served by plain loops, which are faster till then.
 */
@Component
final class WarmUp implements ApplicationRunner, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** The number of kinds of losses. */
    private static final int LOSSES = 3;

    /** The number of kinds of work on kernels. */
    private static final int KERNELS = LOSSES + 1;

    /** The number of kinds of rounds; one of each is run before the service is ready. */
    private static final int KINDS = 1 + LOSSES;

    /** The pause after a round on vectors, by its time: without pauses these rounds took from requests what they gained. */
    private static final int REST_FACTOR = 6;

    /** The time that vectors have at most to become fast, by the time of the warm-up. */
    private static final int TRIAL_FACTOR = 10;

    private final JsonMapper json;
    private final CtcProperties properties;
    private final ScaledForward forward = new ScaledForward();
    private final CtcLoss loss = new CtcLoss(forward);
    private final ForcedAligner aligner = new ForcedAligner();
    private final SpanFinder spans = new SpanFinder(0, Optional.empty());
    private final CountDownLatch stop = new CountDownLatch(1);
    private final VectorSwitch vectors;
    private final Supplier<Optional<OwnTraffic.Conversation>> traffic;
    private final Runnable exit;
    private @Nullable Thread background;

    @Autowired
    WarmUp(JsonMapper json, CtcProperties properties, OwnTraffic traffic, ConfigurableApplicationContext context) {
        this(json, properties, VectorSwitch.ofKernels(), () -> traffic.with(context), context::close);
    }

    /**
     * @param traffic opens the conversation of the service with itself, if it listens
     * @param exit ends the service, and with it this
     */
    WarmUp(
            JsonMapper json,
            CtcProperties properties,
            VectorSwitch vectors,
            Supplier<Optional<OwnTraffic.Conversation>> traffic,
            Runnable exit) {
        this.json = json;
        this.properties = properties;
        this.vectors = vectors;
        this.traffic = traffic;
        this.exit = exit;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (properties.warmUp().isZero()) {
            return;
        }
        vectors.defer();
        boolean goesOn = false;
        try {
            long deadline = System.nanoTime() + properties.warmUp().toNanos();
            var conversation = properties.warmUpRequests() ? traffic.get() : Optional.<OwnTraffic.Conversation>empty();
            if (!conversation.map(OwnTraffic.Conversation::first).orElse(false)) {
                round(0); // however busy the machine
            }
            int rounds = 1;
            while (rounds < KINDS && System.nanoTime() < deadline) {
                round(rounds++);
            }
            background = Thread.ofPlatform().name("warm-up").daemon().start(() -> goOn(deadline, conversation));
            goesOn = true;
        } finally {
            if (!goesOn) {
                vectors.use();
            }
        }
    }

    private void goOn(long deadline, Optional<OwnTraffic.Conversation> conversation) {
        try {
            try {
                tryVectors(conversation);
            } finally {
                vectors.use();
            }
            long end =
                    Math.max(deadline, System.nanoTime() + properties.warmUp().toNanos() / 2);
            for (int rounds = KINDS; !isStopped() && System.nanoTime() < end; rounds++) {
                long begin = System.nanoTime();
                conversation.ifPresent(OwnTraffic.Conversation::go);
                round(rounds);
                pause(Math.min(System.nanoTime() - begin, end - System.nanoTime()));
            }
            LOG.info("Warmed up");
        } finally {
            conversation.ifPresent(OwnTraffic.Conversation::close);
            if (properties.warmUpThenExit() && !isStopped()) {
                Thread.ofPlatform().name("exit").start(exit); // which waits for the end of this thread
            }
        }
    }

    /** Has vector kernels compiled, and leaves the processors to requests and compilers most of the time. */
    private void tryVectors(Optional<OwnTraffic.Conversation> conversation) {
        var trial = new VectorTrial(vectors, KERNELS, this::kernels, clock());
        long deadline = System.nanoTime() + TRIAL_FACTOR * properties.warmUp().toNanos();
        while (!isStopped() && trial.isOpen() && System.nanoTime() < deadline) {
            conversation.ifPresent(OwnTraffic.Conversation::go);
            pause(Math.min(REST_FACTOR * trial.round(), deadline - System.nanoTime()));
        }
    }

    /** Returns a clock that stands still while the thread waits for a processor, where there is one. */
    private static LongSupplier clock() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void pause(long nanoseconds) {
        try {
            stop.await(nanoseconds, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            stop.countDown();
        }
    }

    /** Ends the rounds after readiness, and waits for the last one. */
    @Override
    public void destroy() throws InterruptedException {
        stop.countDown();
        if (background != null) {
            background.join();
        }
    }

    void round(int number) {
        if (number % KINDS == 0) {
            everything(number);
        } else {
            loss(number);
        }
    }

    /** Computes a loss with its gradient; neighbouring numbers are of other kinds. */
    private void loss(int number) {
        switch (number % LOSSES) {
            case 0 -> loss(scores(number, 64, 200), 40); // only the classes of the target are used
            case 1 -> loss(scores(number, 240, 32), 60); // too long to keep all rows for the backward pass
            default -> loss(withLogZeros(scores(number, 48, 32)), 20); // in exact arithmetic
        }
    }

    /** Runs what is on vectors or in plain loops: losses and an alignment. */
    void kernels(int number) {
        if (number % KERNELS == LOSSES) {
            align(Emissions.withBestPath(scores(number, 100, 64), ScoreKind.LOGITS), target(20, 64));
        } else {
            loss(number);
        }
    }

    private void align(Emissions emissions, ExtendedTarget target) {
        aligner.align(emissions, target);
        spans.find(emissions, target.labels());
    }

    private void everything(long seed) {
        byte[] written = json.writeValueAsBytes(scores(seed, 100, 32));
        var scores = json.readValue(new ByteArrayInputStream(written), FloatMatrix.class);
        var emissions = Emissions.of(scores, ScoreKind.LOGITS);
        var target = ExtendedTarget.of(Labels.of(1, 2, 2, 3, 1), 0);
        loss.loss(emissions, target, EnumSet.allOf(CtcLoss.Part.class));
        aligner.align(emissions, target);
        new PrefixBeamDecoder(forward, 0, BeamSettings.DEFAULT, Optional.empty()).decode(emissions);
        var best = new GreedyDecoder(forward, 0).decode(emissions).getFirst();
        spans.find(emissions, best.labels());
    }

    private void loss(FloatMatrix scores, int labels) {
        var emissions = Emissions.withBestPath(scores, ScoreKind.LOGITS);
        loss.loss(emissions, target(labels, scores.columns()), EnumSet.of(CtcLoss.Part.GRADIENT));
        new GreedyDecoder(forward, 0).decode(emissions);
    }

    private static ExtendedTarget target(int labels, int classes) {
        var target = new int[labels];
        Arrays.setAll(target, u -> 1 + u * 7 % (classes - 1));
        return ExtendedTarget.of(Labels.of(target), 0);
    }

    private static FloatMatrix scores(long seed, int frames, int classes) {
        var random = new SplittableRandom(seed);
        var values = new float[frames * classes];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (8 * random.nextDouble() - 4);
        }
        return FloatMatrix.adopt(frames, classes, values);
    }

    private static FloatMatrix withLogZeros(FloatMatrix scores) {
        var values = scores.toArray();
        for (int i = 1; i < values.length; i += 7) {
            values[i] = Float.NEGATIVE_INFINITY;
        }
        return FloatMatrix.adopt(scores.rows(), scores.columns(), values);
    }
}
