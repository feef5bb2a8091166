package io.ctcservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VectorTrialTests {

    private static final long PLAIN = 10;

    private final RecordedSwitch vectors = new RecordedSwitch();
    private final AtomicLong clock = new AtomicLong();
    private final List<Integer> rounds = new ArrayList<>();
    private long onVectors = 13;

    @BeforeEach
    void defer() {
        vectors.defer();
    }

    @Test
    void usesVectorsOnceACycleOnThemTakesAboutAsLong() {
        var trial = new VectorTrial(vectors, 2, this::round, clock::get);
        for (int i = 0; i < 6; i++) {
            assertThat(trial.round()).isEqualTo(onVectors);
        }
        assertThat(trial.isOpen()).isTrue();

        onVectors = 12;
        trial.round();
        assertThat(trial.isOpen()).isTrue(); // the cycle is not over
        trial.round();
        assertThat(trial.isOpen()).isFalse();
        assertThat(vectors.events()).containsExactly("defer", "use");
        assertThat(rounds).startsWith(0, 0, 1, 1, 2, 2).hasSize(16);
    }

    @Test
    void comparesWithTheQuickestCycleInPlainLoops() {
        var trial = new VectorTrial(
                vectors,
                1,
                number -> {
                    round(number);
                    if (number == 1 && vectors.isDeferred()) {
                        clock.addAndGet(1000); // a collection of garbage
                    }
                },
                clock::get);
        trial.round();
        trial.round();

        assertThat(trial.isOpen()).isTrue();
    }

    private void round(int number) {
        rounds.add(number);
        clock.addAndGet(vectors.isDeferred() ? PLAIN : onVectors);
    }
}
