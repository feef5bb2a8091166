package io.ctcservice.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceTest;
import io.ctcservice.web.overload.Computations;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Tests of what a client hears of faults of the server. */
@ServiceTest
final class ConversationTests {

    @Test
    void noFaultOfTheServerLeavesAClientWithoutAnAnswer(@Autowired Computations computations) throws Exception {
        var closing = new CompletableFuture<CloseReason>();
        var size = DataSize.ofMegabytes(1);
        var time = Duration.ofMinutes(1);
        var registry = new SimpleMeterRegistry();
        var metrics = new StreamMetrics(registry);
        var settings = new StreamSettings(1, size, size, size, size, time, time, time, time, null);
        var conversation = new Conversation(
                overflowing(),
                new MessageSender(session(closing), new JsonMapper(), time, metrics),
                new Unused(),
                computations,
                new StreamMemory(settings, registry).share(),
                metrics,
                time);

        conversation.take(new StreamEvents.Text("{}"));

        assertThat(closing.get(10, TimeUnit.SECONDS).getCloseCode().getCode()).isEqualTo(1011);
    }

    /** Returns a protocol that recurses too deeply, whatever is said. */
    private static Protocol overflowing() {
        return proxy(Protocol.class, (name, arguments) -> {
            if (name.equals("text")) {
                throw new StackOverflowError();
            }
            return Map.of();
        });
    }

    private static Session session(CompletableFuture<CloseReason> closing) {
        var remote = proxy(RemoteEndpoint.Async.class, (name, arguments) -> {
            ((SendHandler) arguments[1]).onResult(new SendResult((Session) null));
            return Map.of();
        });
        return proxy(Session.class, (name, arguments) -> {
            if (name.equals("close")) {
                closing.complete((CloseReason) arguments[0]);
            }
            return remote;
        });
    }

    private interface Call {
        Object on(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result = call.on(method.getName(), arguments == null ? new Object[0] : arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }

    /** A connection that is neither slowed down nor broken. */
    private static final class Unused implements StreamConnection {

        @Override
        public void pause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resume() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void abort() {
            throw new UnsupportedOperationException();
        }
    }
}
