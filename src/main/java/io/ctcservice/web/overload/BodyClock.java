package io.ctcservice.web.overload;

import io.ctcservice.web.overload.Capacity.BodyTime;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * A request body with a time limit: it ends with a {@link SocketTimeoutException} if it is too slow, which Tomcat
 * answers with 408.
 */
final class BodyClock implements InputBuffer {

    private final InputBuffer body;
    private final BodyTime time;
    private long waited;
    private long bytes;

    BodyClock(InputBuffer body, BodyTime time) {
        this.body = body;
        this.time = time;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        long start = System.nanoTime();
        int read = body.doRead(handler);
        waited += System.nanoTime() - start;
        bytes += Math.max(0, read);
        if (read >= 0 && Duration.ofNanos(waited).compareTo(time.allowed(bytes)) > 0) {
            throw new SocketTimeoutException("the body comes too slowly");
        }
        return read;
    }

    @Override
    public int available() {
        return body.available();
    }
}
