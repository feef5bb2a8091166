package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Tests of messages to clients that have gone. */
@Timeout(10)
final class MessageSenderTests {

    private static final ServerMessage MESSAGE = ServerMessage.certain(Map.of("text", "hi"));

    private final List<String> sent = new ArrayList<>();

    private MessageSender sender(BiConsumer<String, SendHandler> sending) {
        var remote = proxy(RemoteEndpoint.Async.class, arguments -> {
            sent.add((String) arguments[0]);
            sending.accept((String) arguments[0], (SendHandler) arguments[1]);
            return null;
        });
        var session = proxy(Session.class, arguments -> remote);
        return new MessageSender(
                session, new JsonMapper(), Duration.ofMinutes(1), new StreamMetrics(new SimpleMeterRegistry()));
    }

    private interface Call {
        @Nullable
        Object on(Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> call.on(arguments)));
    }

    @Test
    void whateverAClosedConnectionThrowsIsThatTheClientHasGone() {
        for (var thrown : List.of(new IllegalStateException("closed"), new IllegalArgumentException("4 > 2"))) {
            var sender = sender((text, handler) -> {
                throw thrown;
            });
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> sender.send(MESSAGE))
                    .withCause(thrown);
        }
    }

    @Test
    void nothingIsSentAfterAMessageThatDidNotArrive() {
        var sender = sender((text, handler) -> handler.onResult(new SendResult(null, new IOException("reset"))));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            sender.send(MESSAGE);
            sender.send(MESSAGE);
        });
        assertThat(sent).hasSize(1);
    }

    /** Tomcat forgets the rest of a long message, and whom to tell, where the client closes the connection in the middle. */
    @Test
    void nobodyWaitsForAClientThatHasGone() throws Exception {
        var sender = sender((text, handler) -> {});
        sender.send(MESSAGE);
        var leaving = Thread.ofVirtual().start(() -> {
            pause();
            sender.giveUp();
        });
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> sender.send(MESSAGE));
        leaving.join();
        assertThat(sent).hasSize(1);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
