package io.ctcservice.web.overload;

import io.ctcservice.web.overload.Capacity.BodyTime;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** A response whose body is a {@link ResponseClock}. */
final class ClockedResponse extends HttpServletResponseWrapper {

    private final BodyTime time;
    private final @Nullable Connection connection;
    private final Runnable beforeEnd;
    private long length = Long.MAX_VALUE;
    private @Nullable ServletOutputStream stream;

    ClockedResponse(HttpServletResponse response, BodyTime time, @Nullable Connection connection, Runnable beforeEnd) {
        super(response);
        this.time = time;
        this.connection = connection;
        this.beforeEnd = beforeEnd;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        var clocked = stream;
        if (clocked == null) {
            clocked = new ResponseClock(super.getOutputStream(), time, connection, () -> length, beforeEnd);
            stream = clocked;
        }
        return clocked;
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        this.length = length;
        super.setContentLengthLong(length);
    }

    @Override
    public void setHeader(String name, String value) {
        note(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        note(name, value);
        super.addHeader(name, value);
    }

    /**
     * Sends what there is of a stream of events only. Any other answer is sent when it is whole, or fills Tomcat's buffer: a short one
     * then has a length and takes one write, not two.
     */
    @Override
    public void flushBuffer() throws IOException {
        String type = getContentType();
        if (type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            super.flushBuffer();
        }
    }

    private void note(String name, String value) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            length = Long.parseLong(value);
        }
    }
}
