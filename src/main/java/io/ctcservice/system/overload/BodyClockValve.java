package io.ctcservice.system.overload;

import io.ctcservice.system.overload.Capacity.BodyTime;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Puts a clock on the body of each request, however it is read. What was not read because the request was refused is
 * read and thrown away after the answer was sent, so that the sender sees the answer and not a broken connection; but
 * only {@link #MOST_THROWN_AWAY} bytes of it and under the same clock.
 */
final class BodyClockValve extends ValveBase {

    private static final long MOST_THROWN_AWAY = 64L << 20;

    private final BodyTime time;

    BodyClockValve(BodyTime time) {
        super(/* asyncSupported= */ true);
        this.time = time;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var coyote = request.getCoyoteRequest();
        var body = coyote.getInputBuffer();
        coyote.setInputBuffer(new BodyClock(body, time));
        try {
            getNext().invoke(request, response);
            if (!request.isAsync()) {
                throwAwayTheRest(request, response);
            }
        } finally {
            coyote.setInputBuffer(body);
        }
    }

    private static void throwAwayTheRest(Request request, Response response) throws IOException {
        var coyote = request.getCoyoteRequest();
        if (request.isFinished() || coyote.hasExpectation()) { // who waits for "100 Continue" sends nothing
            return;
        }
        response.finishResponse();
        var discard = new Discard();
        try {
            long count = 0;
            for (int read = 0; read >= 0 && count <= MOST_THROWN_AWAY; read = coyote.doRead(discard)) {
                count += read;
            }
            if (count <= MOST_THROWN_AWAY) {
                return;
            }
        } catch (IOException tooSlowOrGone) {
            // as with too much: the connection ends here
        }
        coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    private static final class Discard implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = Objects.requireNonNull(buffer);
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {}
    }
}
