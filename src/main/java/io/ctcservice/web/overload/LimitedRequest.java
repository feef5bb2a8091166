package io.ctcservice.web.overload;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request whose body ends with {@link BodyTooLargeException} at its limit. */
final class LimitedRequest extends HttpServletRequestWrapper {

    private final BodyLimits.BodyLimit limit;
    private @Nullable ServletInputStream stream;

    LimitedRequest(HttpServletRequest request, BodyLimits.BodyLimit limit) {
        super(request);
        this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (stream == null) {
            stream = new LimitedBody(super.getInputStream(), limit);
        }
        return stream;
    }

    private static final class LimitedBody extends ServletInputStream {

        private final ServletInputStream body;
        private final LimitedStream limited;

        LimitedBody(ServletInputStream body, BodyLimits.BodyLimit limit) {
            this.body = body;
            this.limited = new LimitedStream(body, limit);
        }

        @Override
        public int read() throws IOException {
            return limited.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return limited.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
