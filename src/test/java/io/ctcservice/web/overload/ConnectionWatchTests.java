package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ctcservice.core.Cancellation;
import io.ctcservice.testing.ParallelThreads;
import io.ctcservice.web.overload.ConnectionWatch.Watch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Tests of connections that are watched, hung up and released by many threads at once, while rounds go on and on. */
final class ConnectionWatchTests {

    private static final int THREADS = 6;
    private static final int CONNECTIONS_OF_A_THREAD = 300;

    private static final int LOOK_SPINS = 50;

    /** The number of connections that a thread keeps open at a time. */
    private static final int OPEN = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private @Nullable ConnectionWatch running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.destroy();
        }
    }

    private ConnectionWatch start(String maxComputation) {
        var settings = Map.of("ctc.overload.look-every", "0", "ctc.overload.max-computation", maxComputation);
        var capacity =
                new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("ctc.overload", Capacity.class);
        running = new ConnectionWatch(capacity, registry);
        return running;
    }

    /** A connection and the computation for its client, of which everything is noted that must not be. */
    private static final class Client implements Connection {

        private final Cancellable work = new Cancellable();
        private final AtomicInteger looking = new AtomicInteger();
        private volatile State state = State.SILENT;
        private volatile boolean isReleased;
        private volatile boolean wasDisturbed;

        @Override
        public Lock lock() {
            return new ReentrantLock();
        }

        @Override
        public State look() {
            if (looking.getAndIncrement() > 0 || isReleased) {
                wasDisturbed = true;
            }
            var seen = state;
            for (int i = 0; i < LOOK_SPINS; i++) {
                Thread.onSpinWait(); // others register, hang up and release meanwhile
            }
            if (looking.decrementAndGet() > 0 || isReleased) {
                wasDisturbed = true; // released while it was looked at
            }
            return seen;
        }

        @Override
        public void close() {
            wasDisturbed = true;
        }

        private void release(Watch watch) {
            watch.close();
            isReleased = true;
        }

        private @Nullable Class<? extends RuntimeException> endedWith() {
            try {
                work.call(() -> {
                    Cancellation.check();
                    return true;
                });
                return null;
            } catch (ClientGoneException | ComputationTooLongException e) {
                return e.getClass();
            }
        }
    }

    /** A silent connection that does something when it is looked at. */
    private record LookedAt(Runnable action) implements Connection {

        @Override
        public Lock lock() {
            return new ReentrantLock();
        }

        @Override
        public State look() {
            action.run();
            return State.SILENT;
        }

        @Override
        public void close() {}
    }

    private double cancelled(String reason) {
        return registry.get("ctc.cancelled").tag("reason", reason).counter().count();
    }

    @Test
    void everyHangUpEndsItsOwnComputationAndNoOther() throws Exception {
        var watch = start("1h");
        var waiting = new ConcurrentLinkedQueue<Client>();
        var gone = new ConcurrentLinkedQueue<Client>();
        var goneAtTheEnd = new ConcurrentLinkedQueue<Client>();
        ParallelThreads.run(THREADS, thread -> {
            var random = new Random(thread);
            var open = new ArrayDeque<Runnable>();
            for (int i = 0; i < CONNECTIONS_OF_A_THREAD; i++) {
                var client = new Client();
                var watched = watch.watch(client, client.work);
                if (random.nextBoolean()) {
                    watched.startTime();
                }
                open.add(
                        switch (random.nextInt(4)) {
                            case 0 ->
                                () -> {
                                    client.release(watched);
                                    client.state = Connection.State.GONE; // after its response
                                    waiting.add(client);
                                };
                            case 1 ->
                                () -> {
                                    client.state = Connection.State.TALKING;
                                    client.release(watched);
                                    waiting.add(client);
                                };
                            case 2 ->
                                () -> {
                                    client.state = Connection.State.GONE;
                                    gone.add(client);
                                };
                            default ->
                                () -> {
                                    client.state = Connection.State.GONE;
                                    client.release(watched);
                                    goneAtTheEnd.add(client);
                                };
                        });
                if (open.size() > OPEN) {
                    open.remove().run();
                }
            }
            open.forEach(Runnable::run);
        });

        await().atMost(PATIENCE).until(() -> watch.watched() == 0); // those that nobody releases
        assertThat(gone)
                .isNotEmpty()
                .allSatisfy(client -> assertThat(client.endedWith()).isEqualTo(ClientGoneException.class));
        assertThat(waiting)
                .isNotEmpty()
                .allSatisfy(client -> assertThat(client.endedWith()).isNull());
        long noticedInTime = goneAtTheEnd.stream()
                .filter(client -> client.endedWith() != null)
                .count();
        assertThat(cancelled("hangUp")).isEqualTo((double) (gone.size() + noticedInTime));
        assertThat(cancelled("tooLong")).isZero();
        assertThat(List.of(waiting, gone, goneAtTheEnd))
                .allSatisfy(clients -> assertThat(clients).noneMatch(client -> client.wasDisturbed));
    }

    @Test
    void onlyStartedComputationsAreTooLong() throws Exception {
        var watch = start("0");
        var started = new ConcurrentLinkedQueue<Client>();
        var queued = new ConcurrentLinkedQueue<Client>();
        var watches = new ConcurrentLinkedQueue<Watch>();
        ParallelThreads.run(THREADS, thread -> {
            for (int i = 0; i < CONNECTIONS_OF_A_THREAD; i++) {
                var client = new Client();
                var watched = watch.watch(client, client.work);
                if (i % 2 == 0) {
                    watched.startTime();
                    started.add(client);
                } else if (i % 64 == 1) {
                    queued.add(client);
                    watches.add(watched);
                } else {
                    watched.close();
                    queued.add(client);
                }
            }
        });

        await().atMost(PATIENCE).until(() -> watch.watched() == watches.size());
        long before = watch.roundsDone();
        await().atMost(PATIENCE).until(() -> watch.roundsDone() >= before + 2);
        assertThat(started)
                .allSatisfy(client -> assertThat(client.endedWith()).isEqualTo(ComputationTooLongException.class));
        assertThat(queued).allSatisfy(client -> assertThat(client.endedWith()).isNull());
        assertThat(cancelled("tooLong")).isEqualTo(started.size());
        watches.forEach(Watch::close);
        assertThat(watch.watched()).isZero();
    }

    @Test
    void aConnectionReleasedInTheMiddleOfARoundIsNotLookedAtAnyMore() {
        var watch = start("1h");
        var watches = new ArrayList<Watch>();
        var begin = new CountDownLatch(1);
        var looks = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            watches.add(watch.watch(
                    new LookedAt(() -> {
                        if (begin.getCount() == 0) {
                            looks.incrementAndGet();
                            watches.forEach(Watch::close);
                        }
                    }),
                    new Cancellable()));
        }
        begin.countDown();

        await().atMost(PATIENCE).until(() -> watch.watched() == 0);
        long before = watch.roundsDone();
        await().atMost(PATIENCE).until(() -> watch.roundsDone() > before);
        assertThat(looks).hasValue(1);
    }

    @Test
    void whoReleasesAConnectionWaitsUntilNobodyLooksAtIt() throws Exception {
        var watch = start("1h");
        var closer = new AtomicReference<@Nullable Thread>();
        var looking = new CountDownLatch(1);
        var closed = new AtomicBoolean();
        var closedWhileLookedAt = new AtomicBoolean();
        var watched = watch.watch(
                new LookedAt(() -> {
                    var thread = closer.get();
                    if (thread != null) {
                        looking.countDown();
                    }
                    while (thread != null && thread.getState() != Thread.State.BLOCKED && !closed.get()) {
                        Thread.onSpinWait();
                    }
                    closedWhileLookedAt.set(closed.get());
                }),
                new Cancellable());
        var thread = new Thread(() -> {
            watched.close();
            closed.set(true);
        });
        closer.set(thread); // the next look lasts until this thread waits for its end
        looking.await();
        thread.start();
        thread.join(PATIENCE);

        assertThat(closed).isTrue();
        assertThat(closedWhileLookedAt).isFalse();
    }

    @Test
    void aConnectionThatCannotBeLookedAtIsLeftAloneAndHidesNoOther() {
        var watch = start("1h");
        var looks = new AtomicInteger();
        var broken = new Cancellable();
        var clients = new ArrayList<Client>();
        watch.watch(
                new LookedAt(() -> {
                    looks.incrementAndGet();
                    throw new IllegalStateException("broken");
                }),
                broken);
        for (int i = 0; i < 100; i++) {
            var client = new Client();
            client.state = Connection.State.GONE;
            watch.watch(client, client.work);
            clients.add(client);
        }

        await().atMost(PATIENCE).until(() -> watch.watched() == 0);
        assertThat(looks).hasValue(1);
        assertThat(clients).allSatisfy(client -> assertThat(client.endedWith()).isEqualTo(ClientGoneException.class));
        assertThat(broken.<Boolean, RuntimeException>call(() -> {
                    Cancellation.check();
                    return true;
                }))
                .isTrue();
    }
}
