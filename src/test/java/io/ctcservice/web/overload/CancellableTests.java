package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests of work on several threads that is cancelled from outside. */
final class CancellableTests {

    @Test
    void reachesTheThreadsOfAParallelMapAndKeepsItFromWhatIsNotBegun() {
        var cancellable = new Cancellable();
        var begun = new AtomicInteger();
        var items = IntStream.range(0, 10_000).boxed().toList();

        assertThatThrownBy(() -> cancellable.call(() -> Cancellable.mapInParallel(items, item -> {
                    begun.incrementAndGet();
                    cancellable.cancel(new ClientGoneException());
                    return item;
                })))
                .isInstanceOf(ClientGoneException.class);

        // one for each thread that was past the look when the first cancelled
        assertThat(begun.get()).isBetween(1, 1 + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void mapsInOrderWhereNothingCanBeCancelled() {
        assertThat(Cancellable.mapInParallel(IntStream.range(0, 1000).boxed().toList(), item -> 2 * item))
                .isEqualTo(
                        IntStream.range(0, 1000).map(item -> 2 * item).boxed().toList());
    }
}
