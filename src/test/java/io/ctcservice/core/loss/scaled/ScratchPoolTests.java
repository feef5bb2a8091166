package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.ParallelThreads;
import io.ctcservice.testing.TinyCase;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tests of scratch buffers used by many threads at once. */
final class ScratchPoolTests {

    private static final int THREADS = 8;

    @Test
    void aBufferIsInOneHandAtATimeAndItsArraysAreZeros() throws Exception {
        var pool = new ScratchPool();
        Set<Scratch> inUse = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        ParallelThreads.run(THREADS, thread -> {
            var random = new Random(thread);
            for (int round = 0; round < 3000; round++) {
                var scratch = pool.take();
                assertThat(inUse.add(scratch)).as("alone").isTrue();
                for (int array = random.nextInt(4); array >= 0; array--) {
                    var doubles = scratch.doubles(1 + random.nextInt(3));
                    var longs = scratch.longs(1 + random.nextInt(3));
                    assertThat(doubles).containsOnly(0);
                    assertThat(longs).containsOnly(0);
                    Arrays.fill(doubles, thread + 1);
                    Arrays.fill(longs, thread + 1);
                }
                inUse.remove(scratch);
                pool.giveBack(scratch);
            }
        });
        assertThat(inUse).isEmpty();
    }

    @Test
    void theArraysOfABufferThatWasGivenBackAreUsedAgain() {
        var pool = new ScratchPool();
        var scratch = pool.take();
        var doubles = scratch.doubles(40);
        pool.giveBack(scratch);
        assertThat(pool.take()).isSameAs(scratch);
        assertThat(scratch.doubles(40)).isSameAs(doubles);
    }

    @Test
    void passesUseTheMemoryOfThoseBefore() {
        var tiny = TinyCase.random(new Random(1), 150, 30, 0, 60);
        assertSecondTakesLess(forward -> forward.logLikelihood(tiny.emissions(), tiny.target()));
        assertSecondTakesLess(forward -> gradient(forward, tiny));
    }

    private static void assertSecondTakesLess(Consumer<ScaledForward> pass) {
        pass.accept(ScaledForward.scalar()); // loads the classes
        var forward = ScaledForward.scalar();
        long first = allocated(() -> pass.accept(forward));
        long second = allocated(() -> pass.accept(forward));
        assertThat(second).isLessThan(first * 3 / 4);
    }

    private static long allocated(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Two threads in one buffer would spoil each other's sums. */
    @Test
    void manyThreadsGetTheGradientsThatOneGetsToTheLastBit() throws Exception {
        var cases = new ArrayList<TinyCase>();
        var gradients = new ArrayList<FloatMatrix>();
        var random = new Random(1);
        for (int i = 0; i < 40; i++) {
            int frames = 20 + random.nextInt(100);
            var one = TinyCase.random(random, frames, 2 + random.nextInt(60), 0, random.nextInt(frames / 2));
            cases.add(one);
            gradients.add(gradient(ScaledForward.scalar(), one));
        }
        var shared = ScaledForward.scalar();
        ParallelThreads.run(THREADS, thread -> {
            for (int i = 0; i < 3 * cases.size(); i++) {
                int n = (i * 7 + thread * 11) % cases.size();
                assertThat(gradient(shared, cases.get(n))).isEqualTo(gradients.get(n));
            }
        });
    }

    private static FloatMatrix gradient(ScaledForward forward, TinyCase one) {
        try (var pass = forward.record(one.emissions(), one.target())) {
            return pass.gradient();
        }
    }
}
