package io.ctcservice.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client of a WebSocket of the service under test that sends, and reads nothing before it is told to. */
public final class SilentReader implements AutoCloseable {

    private static final int FEW = 4096;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private final RawConnection connection;

    /** Opens a connection whose receive buffer is as small as may be. */
    public SilentReader(int port, String path) {
        connection = new RawConnection(port, FEW);
        connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(new String(connection.readSome(1), StandardCharsets.ISO_8859_1));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new AssertionError(head);
        }
    }

    /** Sends a text message; false if the server has hung up. */
    public boolean say(String message) {
        return send(TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a binary message; false if the server has hung up. */
    public boolean say(byte[] message) {
        return send(BINARY, message);
    }

    /** Sends a ping; false if the server has hung up. */
    public boolean ping(byte[] content) {
        return send(PING, content);
    }

    /** Sends a frame, RFC 6455, section 5.2, with a mask of zeros. */
    private boolean send(int opcode, byte[] content) {
        var frame = ByteBuffer.allocate(content.length + 14).put((byte) (0x80 | opcode));
        if (content.length < 126) {
            frame.put((byte) (0x80 | content.length));
        } else {
            frame.put((byte) (0x80 | 127)).putLong(content.length);
        }
        frame.putInt(0).put(content).flip();
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return connection.send(bytes);
    }

    /**
     * All that the server said until it closed the connection.
     *
     * @param messages the messages
     * @param code the close code; 1006 if it hung up without one
     */
    public record Heard(List<JsonNode> messages, int code) {}

    /** Reads to the end. */
    public Heard hearAll() {
        var said = new ByteArrayOutputStream();
        for (byte[] some = connection.readSome(FEW); some.length > 0; some = connection.readSome(FEW)) {
            said.writeBytes(some);
        }
        var messages = new ArrayList<JsonNode>();
        var rest = ByteBuffer.wrap(said.toByteArray());
        var text = new ByteArrayOutputStream();
        while (rest.remaining() >= 2) {
            int first = rest.get();
            int length = rest.get();
            int more = length < 126 ? 0 : length == 126 ? Short.BYTES : Long.BYTES;
            if (more > rest.remaining()) {
                break;
            }
            long all = more == 0 ? length : more == Short.BYTES ? rest.getShort() & 0xffff : rest.getLong();
            if (all > rest.remaining()) {
                break; // it hung up in the middle
            }
            var content = new byte[Math.toIntExact(all)];
            rest.get(content);
            if ((first & 0xf) == CLOSE) {
                return new Heard(messages, ByteBuffer.wrap(content).getShort());
            }
            text.writeBytes(content);
            if ((first & 0x80) != 0) {
                messages.add(ServiceClient.json(text.toString(StandardCharsets.UTF_8)));
                text.reset();
            }
        }
        return new Heard(messages, 1006);
    }

    /** Hangs up. */
    @Override
    public void close() {
        connection.close();
    }
}
