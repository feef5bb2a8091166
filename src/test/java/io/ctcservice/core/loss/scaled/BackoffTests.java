package io.ctcservice.core.loss.scaled;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTests {

    private final Backoff backoff = new Backoff();

    /** Returns how many segments pass until the next attempt. */
    private int pause() {
        int pause = 0;
        while (!backoff.due()) {
            pause++;
            assertThat(pause).isLessThan(100);
        }
        return pause;
    }

    @Test
    void withoutFailuresEverySegmentIsTried() {
        for (int segment = 0; segment < 5; segment++) {
            assertThat(backoff.due()).isTrue();
            backoff.note(true);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "3, 7", "4, 15", "5, 15", "9, 15"})
    void everyFailureDoublesThePauseUpToFifteenSegments(int failures, int expected) {
        int pause = 0;
        for (int failure = 0; failure < failures; failure++) {
            backoff.note(false);
            pause = pause();
        }
        assertThat(pause).isEqualTo(expected);
    }

    @Test
    void aSuccessAndAResetEndThePause() {
        backoff.note(false);
        backoff.note(false);
        backoff.reset();
        assertThat(pause()).isZero();
        backoff.note(false);
        assertThat(pause()).isEqualTo(1);
        backoff.note(true);
        assertThat(pause()).isZero();
    }
}
