package io.ctcservice.api.stream;

import io.ctcservice.codec.Violation;
import io.ctcservice.web.problems.Problems;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * The server's end of one stream. Messages are taken piece by piece and put together here: Tomcat would hold a buffer of the
 * largest message for each connection. Tomcat calls it for one piece at a time.
 */
final class StreamEndpoint extends Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);

    private final OpenStreams streams;
    private final Place place;
    private @Nullable Conversation conversation;
    private Bytes binary = new Bytes();
    private StringBuilder text = new StringBuilder();
    private boolean isDeaf = false;

    StreamEndpoint(OpenStreams streams, Place place) {
        this.streams = streams;
        this.place = place;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        var opened = streams.open(place, session, new TomcatLine((WsSession) session));
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
        if (isTaken(
                with, text.length(), part.length(), streams.settings().maxText().toBytes(), "max-text", 2)) {
            text.append(part);
            if (last) {
                place.touch();
                with.tell(new Events.Text(text.toString()));
                text = new StringBuilder();
            }
        }
    }

    private void take(Conversation with, ByteBuffer part, boolean last) {
        long most = streams.settings().maxMessage().toBytes();
        if (isTaken(with, binary.length(), part.remaining(), most, "max-message", 1)) {
            binary.add(part);
            if (last) {
                place.touch();
                with.tell(new Events.Binary(binary));
                binary = new Bytes();
            }
        }
    }

    /** Returns whether there is room for a part of a message; else the conversation is over. */
    private boolean isTaken(Conversation with, long length, long more, long most, String setting, int bytesEach) {
        if (isDeaf || with.isOver()) {
            return false;
        }
        if (length + more > most) {
            String what = "a message of more than " + most + " bytes, the limit ctc.stream." + setting;
            refuse(with, HttpStatus.CONTENT_TOO_LARGE, what);
        } else if (!place.memory().take(bytesEach * more)) {
            String what = "no room for this message: all of ctc.stream.memory is in use";
            refuse(with, HttpStatus.SERVICE_UNAVAILABLE, what);
        }
        return !isDeaf;
    }

    private void refuse(Conversation with, HttpStatus status, String what) {
        isDeaf = true;
        with.tell(new Events.Refusal(Problems.of(status, List.of(new Violation("", what)))));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (conversation != null) {
            conversation.hangUp();
        }
        streams.leave(place);
    }

    @Override
    public void onError(Session session, Throwable failure) {
        LOG.debug("a connection broke", failure); // Tomcat closes it
    }

    private record TomcatLine(WsSession session) implements Line {

        @Override
        public void pause() {
            session.suspend();
        }

        @Override
        public void resume() {
            session.resume();
        }

        @Override
        public void cut() {
            var reason = new CloseReason(CloseReason.CloseCodes.CLOSED_ABNORMALLY, "");
            session.doClose(reason, reason, /* closeSocket= */ true);
        }
    }
}
