package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ctcservice.core.math.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VectorTrialTests {

    private static final long PLAIN = 10;

    private final AtomicLong clock = new AtomicLong();
    private final List<Integer> rounds = new ArrayList<>();
    private long onVectors = 16;

    @BeforeEach
    void defer() {
        Kernels.deferVectors();
        assumeTrue(Kernels.areVectorsDeferred(), "skipped: no vectors are chosen here");
    }

    @AfterEach
    void undefer() {
        Kernels.useVectors();
    }

    @Test
    void usesVectorsOnceACycleOnThemTakesAboutAsLong() {
        var trial = new VectorTrial(2, this::round, clock::get);
        for (int i = 0; i < 6; i++) {
            trial.round();
        }
        assertThat(trial.isOpen()).isTrue();

        onVectors = 15;
        trial.round();
        assertThat(trial.isOpen()).isTrue(); // the cycle is not over
        trial.round();
        assertThat(trial.isOpen()).isFalse();
        assertThat(rounds).startsWith(0, 0, 1, 1, 2, 2).hasSize(16);
    }

    @Test
    void comparesWithTheQuickestCycleInPlainLoops() {
        var trial = new VectorTrial(
                1,
                number -> {
                    round(number);
                    if (number == 1 && Kernels.areVectorsDeferred()) {
                        clock.addAndGet(1000); // the machine was busy
                    }
                },
                clock::get);
        trial.round();
        trial.round();

        assertThat(trial.isOpen()).isTrue();
    }

    private void round(int number) {
        rounds.add(number);
        clock.addAndGet(Kernels.areVectorsDeferred() ? PLAIN : onVectors);
    }
}
