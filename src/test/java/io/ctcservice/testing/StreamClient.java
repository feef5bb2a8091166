package io.ctcservice.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of a WebSocket of the service under test. */
public final class StreamClient implements WebSocket.Listener {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MOST_SECONDS = 60;

    private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    /**
     * Opens a connection.
     *
     * @param headers names and values
     * @throws WebSocketHandshakeException if it is refused
     */
    public StreamClient(int port, String path, String... headers) throws WebSocketHandshakeException {
        var builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        try {
            socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
                    .get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException handshake) {
                throw handshake;
            }
            throw new IllegalStateException(refused);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The end of a conversation. */
    public record Closed(int code, String reason) {}

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            heard.add(ServiceClient.json(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        heard.add(new Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        heard.add(failure);
    }

    /** Sends a text message; what is sent to a connection that is closed is lost. */
    public StreamClient say(String message) {
        return await(socket.sendText(message, true));
    }

    /** Sends a binary message; what is sent to a connection that is closed is lost. */
    public StreamClient say(byte[] message) {
        return await(socket.sendBinary(ByteBuffer.wrap(message), true));
    }

    private StreamClient await(CompletionStage<WebSocket> sending) {
        try {
            sending.toCompletableFuture().get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException closed) {
            // what was heard tells
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Breaks the connection without a word. */
    public void cut() {
        socket.abort();
    }

    /** Returns the next message of the server. */
    public JsonNode hear() {
        Object next = next();
        return next instanceof JsonNode message ? message : fail(next);
    }

    /** Returns the next message of the server that is no partial reading. */
    public JsonNode hearWhole() {
        JsonNode message = hear();
        while (message.path("type").asString("").equals("partial")) {
            message = hear();
        }
        return message;
    }

    /** Returns all messages up to the end that are no partial readings. */
    public List<JsonNode> hearAllWhole() {
        var messages = new ArrayList<JsonNode>();
        Object next = next();
        while (next instanceof JsonNode message) {
            if (!message.path("type").asString("").equals("partial")) {
                messages.add(message);
            }
            next = next();
        }
        heard.add(next);
        return messages;
    }

    /** Returns how the server closed the connection, after whatever it said. */
    public Closed closed() {
        Object next = next();
        while (next instanceof JsonNode) {
            next = next();
        }
        return next instanceof Closed closed ? closed : new Closed(1006, String.valueOf(next));
    }

    private static JsonNode fail(Object end) {
        throw new AssertionError("the conversation is over: " + end);
    }

    private Object next() {
        try {
            Object next = heard.poll(MOST_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was heard for " + MOST_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns numbers as little-endian floats. */
    public static byte[] floats(float... values) {
        var bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
