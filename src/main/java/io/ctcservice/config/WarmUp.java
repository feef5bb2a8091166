package io.ctcservice.config;

import io.ctcservice.web.warmup.OwnTraffic;
import java.lang.management.ManagementFactory;
import java.util.Optional;
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
 * A runner that warms up the JVM: it does {@link WarmUpWork} until that is compiled, and
 * in turn with that, the service sends requests to itself. The first rounds, which load what the first requests need, end
 * before the service reports that it is ready; the others go on behind it. Nothing of it is measured.
 *
 * <p>Until the vector kernels are compiled, requests are served by plain loops, which are faster till then.
 */
@Component
final class WarmUp implements ApplicationRunner, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** The pause after a round on vectors, by its time: without pauses these rounds took from requests what they gained. */
    private static final int REST_FACTOR = 6;

    /** The time that vectors have at most to become fast, by the time of the warm-up. */
    private static final int TRIAL_FACTOR = 10;

    private final WarmUpWork work;
    private final CtcProperties properties;
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
        this.work = new WarmUpWork(json);
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
                work.round(0); // however busy the machine
            }
            int rounds = 1;
            while (rounds < WarmUpWork.KINDS && System.nanoTime() < deadline) {
                work.round(rounds++);
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
            for (int rounds = WarmUpWork.KINDS; !isStopped() && System.nanoTime() < end; rounds++) {
                long begin = System.nanoTime();
                conversation.ifPresent(OwnTraffic.Conversation::go);
                work.round(rounds);
                pause(Math.min(System.nanoTime() - begin, end - System.nanoTime()));
            }
            if (!isStopped()) {
                LOG.info("Warmed up");
            }
        } finally {
            conversation.ifPresent(OwnTraffic.Conversation::close);
            if (properties.warmUpThenExit() && !isStopped()) {
                Thread.ofPlatform().name("exit").start(exit); // which waits for the end of this thread
            }
        }
    }

    /** Has vector kernels compiled, and leaves the processors to requests and compilers most of the time. */
    private void tryVectors(Optional<OwnTraffic.Conversation> conversation) {
        var trial = new VectorTrial(vectors, WarmUpWork.KERNELS, work::kernels, clock());
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
}
