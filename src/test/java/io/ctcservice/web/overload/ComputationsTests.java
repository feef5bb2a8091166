package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.Cancellation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Tests of computations for clients of any protocol, one at a time, none longer than a tenth of a second. */
final class ComputationsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Capacity capacity = new Binder(new MapConfigurationPropertySource(Map.of(
                    "ctc.overload.computations", "1",
                    "ctc.overload.max-wait", "0",
                    "ctc.overload.look-every", "1ms",
                    "ctc.overload.max-computation", "100ms")))
            .bindOrCreate("ctc.overload", Capacity.class);
    private final ConnectionWatch connectionWatch = new ConnectionWatch(capacity, registry);
    private final Computations computations = new Computations(capacity, connectionWatch, registry);

    @AfterEach
    void givesEverythingBack() {
        assertThat(used()).isZero();
        assertThat(connectionWatch.watched()).isZero(); // or another request's bytes might be read
        connectionWatch.destroy();
    }

    private double used() {
        return registry.get("ctc.permits.used").gauge().value();
    }

    private static String endless() {
        while (true) {
            Cancellation.check();
            Thread.onSpinWait();
        }
    }

    @Test
    void returnsWhatIsComputedWhileAPermitIsHeld() {
        assertThat(computations.<Double, RuntimeException>run(new Cancellable(), this::used))
                .isEqualTo(1);
    }

    @Test
    void throwsWhatTheWorkThrows() {
        assertThatThrownBy(() -> computations.<String, Exception>run(new Cancellable(), () -> {
                    throw new IOException("no disk");
                }))
                .hasMessage("no disk");
    }

    @Test
    void whoeverHasTheConversationEndsTheWork() {
        var conversation = new Cancellable();

        assertThatThrownBy(() -> computations.run(conversation, () -> {
                    conversation.cancel(new ClientGoneException());
                    return endless();
                }))
                .isInstanceOf(ClientGoneException.class);
        assertThatThrownBy(() -> computations.run(conversation, () -> "the next message"))
                .isInstanceOf(ClientGoneException.class);
    }

    @Test
    void watchesNothingForWhichThereWasNoMemory() {
        var request = new MockHttpServletRequest() {
            @Override
            public @Nullable Object getAttribute(String name) {
                if (name.contains("OwnRequests")) {
                    throw new OutOfMemoryError("no room for a turn");
                }
                return super.getAttribute(name);
            }
        };

        assertThatThrownBy(() -> computations.run(request, () -> "a result")).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void endsWhatTakesTooLong() {
        assertThatThrownBy(() -> computations.run(new Cancellable(), ComputationsTests::endless))
                .isInstanceOf(ComputationTooLongException.class);
        assertThatThrownBy(() -> computations.run(new MockHttpServletRequest(), ComputationsTests::endless))
                .isInstanceOf(ComputationTooLongException.class);
    }

    @Test
    void refusesAnotherClientWhileOneIsComputedFor() {
        assertThatThrownBy(() -> computations.run(
                        new MockHttpServletRequest(), () -> computations.run(new Cancellable(), () -> "another")))
                .isInstanceOf(OverloadedException.class);
    }

    @Test
    void workWithinTheWorkOfARequestIsPartOfIt() {
        var request = new MockHttpServletRequest();

        assertThat(computations.<String, RuntimeException>run(request, () -> computations.run(request, () -> "inner")))
                .isEqualTo("inner");
        assertThat(computations.<String, RuntimeException>run(request, () -> "later"))
                .isEqualTo("later");
    }
}
