package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the events of a stream that wait for the thread that handles them. */
final class WaitingEventsTests {

    private static final StreamEvents.Event END = new StreamEvents.End(EndReason.END, null);

    private final RecordedConnection connection = new RecordedConnection();
    private final WaitingEvents events = new WaitingEvents(connection);

    @Test
    void theFirstEventAsksForAThreadAndTheNextDoNotUntilItIsIdle() {
        assertThat(events.add(text(1))).isTrue();
        assertThat(events.add(text(2))).isFalse();
        assertThat(events.next()).isEqualTo(text(1));
        assertThat(events.next()).isEqualTo(text(2));
        assertThat(events.idle()).isZero();
        assertThat(events.next()).isNull();

        assertThat(events.idle()).isGreaterThan(Duration.ZERO);
        assertThat(events.add(text(3))).isTrue();
    }

    @Test
    void nothingComesAfterAnEnd() {
        events.add(END);

        assertThat(events.add(text(1))).isFalse();
        assertThat(events.next()).isEqualTo(END);
        assertThat(events.next()).isNull();
        assertThat(events.add(text(1))).isFalse();
    }

    @Test
    void whereManyWaitNothingIsReadUntilNoneDoes() {
        for (int i = 0; i < 64; i++) {
            events.add(text(1));
        }
        assertThat(connection.calls).containsExactly("pause");

        for (int i = 0; i < 63; i++) {
            events.next();
        }
        assertThat(connection.calls).containsExactly("pause");

        events.next();
        assertThat(connection.calls).containsExactly("pause", "resume");
    }

    @Test
    void theirBytesCountToo() {
        events.add(text(1));
        events.add(text(4095));

        assertThat(connection.calls).containsExactly("pause");
    }

    @Test
    void aClosingLeavesNothingTakesNoMoreAndReadsOnForThatOfTheClient() {
        events.add(text(1));
        events.add(text(4095));
        events.close();
        events.add(text(4096));

        assertThat(connection.calls).containsExactly("pause", "resume");
        assertThat(events.next()).isNull();
    }

    @Test
    void aDisconnectionLeavesNothingAndAsksForAThreadWhereNoneIsAtWork() {
        assertThat(events.disconnect()).isTrue();
        assertThat(events.disconnect()).isFalse();
        assertThat(events.isDisconnected()).isTrue();
        assertThat(events.add(text(1))).isFalse();
        assertThat(events.next()).isNull();
    }

    @Test
    void aThreadThatIsAtWorkNoticesTheDisconnectionItself() {
        events.add(text(1));
        events.add(text(2));

        assertThat(events.disconnect()).isFalse();
        assertThat(events.next()).isNull();
    }

    /** Tomcat adds events under the lock for which the one that resumes waits. */
    @Test
    @Timeout(20)
    void readingAgainWaitsForTheThreadThatReadsWithoutHinderingIt() throws InterruptedException {
        var reading = new ReentrantLock();
        var resuming = new CountDownLatch(1);
        var locked = new WaitingEvents(new RecordedConnection() {
            @Override
            public void resume() {
                resuming.countDown();
                reading.lock();
                try {
                    super.resume();
                } finally {
                    reading.unlock();
                }
            }
        });
        locked.add(text(1));
        locked.next();
        Thread worker;
        reading.lock();
        try {
            locked.add(text(4096));
            worker = Thread.ofPlatform().daemon().start(locked::next);
            resuming.await();

            assertThat(locked.add(text(2))).isFalse();
        } finally {
            reading.unlock();
        }
        assertThat(worker.join(Duration.ofSeconds(10))).isTrue();
    }

    private static StreamEvents.Event text(int length) {
        return new StreamEvents.Text("a".repeat(length));
    }

    /** A connection that notes what it is asked for. */
    private static class RecordedConnection implements StreamConnection {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void pause() {
            calls.add("pause");
        }

        @Override
        public void resume() {
            calls.add("resume");
        }

        @Override
        public void abort() {
            calls.add("abort");
        }
    }
}
