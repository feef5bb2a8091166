package io.ctcservice.web.overload;

import io.ctcservice.web.overload.Capacity.BodyTime;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A valve that sets a time limit for the body of each request, however it is read. The rest of the body of a refused
 * request is read and discarded after the response was sent, so that the client sees the response and not a broken
 * connection; but at most {@link #MOST_THROWN_AWAY} bytes, under the same time limit, and for at most
 * {@link #MOST_AT_A_TIME} clients at once, since each occupies a thread.
 */
final class BodyClockValve extends ValveBase {

    private static final long MOST_THROWN_AWAY = 64L << 20;

    static final int MOST_AT_A_TIME = 32; // with the admitted requests, fewer than there are threads

    private final BodyTime time;
    private final Semaphore discards = new Semaphore(MOST_AT_A_TIME);

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
                finish(request, response);
            }
        } finally {
            coyote.setInputBuffer(body);
        }
    }

    private void finish(Request request, Response response) throws IOException {
        var coyote = request.getCoyoteRequest();
        boolean isWaiting = coyote.hasExpectation() && coyote.getBytesRead() == 0; // for "100 Continue"
        if (request.isFinished() || isWaiting) {
            return;
        }
        response.finishResponse();
        boolean isWhole = false;
        if (discards.tryAcquire()) {
            try {
                isWhole = isThrownAway(coyote);
            } finally {
                discards.release();
            }
        }
        if (!isWhole) {
            coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null); // the connection ends here
        }
    }

    /** Returns whether the rest of the body arrived, and was neither too long nor too slow. */
    private static boolean isThrownAway(org.apache.coyote.Request coyote) {
        var discard = new Discard();
        try {
            long count = 0;
            for (int read = 0; read >= 0 && count <= MOST_THROWN_AWAY; read = coyote.doRead(discard)) {
                count += read;
            }
            return count <= MOST_THROWN_AWAY;
        } catch (IOException tooSlowOrGone) {
            return false;
        }
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
