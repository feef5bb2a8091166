package io.ctcservice.api.stream;

import io.ctcservice.codec.Violation;
import io.ctcservice.core.Counted;
import io.ctcservice.web.problems.Problems;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * The WebSocket endpoint of one stream, which puts messages together from their parts: Tomcat would hold a buffer of the
 * largest message for each connection. Tomcat calls it for one part at a time.
 */
final class StreamEndpoint extends Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);

    private final OpenStreams streams;
    private final OpenStream stream;
    private final Lock lock;
    private @Nullable Conversation conversation;
    private MessageBuffer binary = new MessageBuffer();
    private StringBuilder text = new StringBuilder();
    private boolean isRefused = false;

    /** @param lock held by Tomcat while it handles what has come from the client */
    StreamEndpoint(OpenStreams streams, OpenStream stream, Lock lock) {
        this.streams = streams;
        this.stream = stream;
        this.lock = lock;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        var opened = streams.open(stream, session, new TomcatConnection((WsSession) session, lock));
        conversation = opened;
        // no lambdas: Tomcat reads the type of the message from the class
        session.addMessageHandler(new MessageHandler.Partial<String>() {
            @Override
            public void onMessage(String part, boolean last) {
                take(opened, part, last);
            }
        });
        session.addMessageHandler(new MessageHandler.Partial<ByteBuffer>() {
            @Override
            public void onMessage(ByteBuffer part, boolean last) {
                take(opened, part, last);
            }
        });
    }

    private void take(Conversation with, String part, boolean last) {
        if (hasRoom(
                with, text.length(), part.length(), streams.settings().maxText().toBytes(), "max-text", 2)) {
            text.append(part);
            if (last) {
                with.take(new StreamEvents.Text(text.toString()));
                text = new StringBuilder();
            }
        }
    }

    private void take(Conversation with, ByteBuffer part, boolean last) {
        long most = streams.settings().maxMessage().toBytes();
        if (hasRoom(with, binary.length(), part.remaining(), most, "max-message", 1)) {
            binary.add(part);
            if (last) {
                with.take(new StreamEvents.Binary(binary));
                binary = new MessageBuffer();
            }
        }
    }

    /** Returns whether there is room for a part of a message; if not, the client is told and the conversation ends. */
    private boolean hasRoom(Conversation with, long length, long more, long most, String setting, int bytesEach) {
        if (isRefused || with.isOver()) {
            return false;
        }
        if (length + more > most) {
            String detail = "a message of more than " + Counted.of(most, "byte") + ", the limit ctc.stream." + setting;
            refuse(with, Problems.of(HttpStatus.CONTENT_TOO_LARGE, List.of(new Violation("", detail))));
        } else if (!stream.memory().take(bytesEach * more)) {
            refuse(with, StreamMemory.full("this message"));
        }
        return !isRefused;
    }

    private void refuse(Conversation with, ProblemDetail problem) {
        isRefused = true;
        with.take(new StreamEvents.Refusal(problem));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (conversation != null) {
            conversation.disconnect();
        }
        streams.close(stream);
    }

    @Override
    public void onError(Session session, Throwable failure) {
        LOG.debug("a connection broke", failure); // Tomcat closes it
    }

    private record TomcatConnection(WsSession session, Lock lock) implements StreamConnection {

        @Override
        public void pause() {
            session.suspend();
        }

        /**
         * Waits until Tomcat has stopped: told to go on in the moment between the pause and its stop, it would look at what it
         * has read already only when more comes.
         */
        @Override
        public void resume() {
            lock.lock();
            try {
                session.resume();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void abort() {
            var reason = new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, "");
            session.doClose(reason, reason, /* closeSocket= */ true);
        }
    }
}
