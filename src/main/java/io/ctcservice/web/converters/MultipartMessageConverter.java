package io.ctcservice.web.converters;

import io.ctcservice.codec.WholeBody;
import io.ctcservice.codec.multipart.FormStart;
import io.ctcservice.codec.multipart.MultipartBody;
import io.ctcservice.codec.multipart.MultipartStream;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.MultipartBatchReader;
import io.ctcservice.web.overload.BodyReading;
import java.io.IOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * A converter of {@code multipart/form-data} for all endpoints that take a batch, in memory: Spring's own multipart
 * support, which writes parts to disk, is switched off.
 */
@Component
final class MultipartMessageConverter extends BatchMessageConverter {

    private final MultipartBatchReader batches;
    private final BodyReading reading;

    MultipartMessageConverter(MultipartBatchReader batches, BodyReading reading) {
        super(MediaType.MULTIPART_FORM_DATA);
        this.batches = batches;
        this.reading = reading;
    }

    @Override
    protected BatchBody<?> readInternal(Class<? extends BatchBody<?>> type, HttpInputMessage message)
            throws IOException {
        var contentType = message.getHeaders().getContentType();
        String boundary = contentType == null ? null : contentType.getParameter("boundary");
        String unquoted = boundary == null ? null : boundary.replaceAll("^\"|\"$", "");
        try {
            var start = new FormStart(message.getBody(), unquoted);
            String files = start.nameAfter(MultipartBatchReader.REQUEST, batches.mostOfRequest(reading.room()));
            if (MultipartBatchReader.RECORDING.equals(files)) {
                var parts = new MultipartStream(start.form(), unquoted);
                var request = batches.read(type, parts, reading.room(), reading.turns());
                reading.begin();
                return request;
            }
            var whole = reading.whole(start.form(), message.getHeaders().getContentLength());
            var parts = new MultipartBody(WholeBody.bytes(whole), unquoted);
            return batches.read(type, parts, Long.MAX_VALUE, reading.turns());
        } catch (JacksonException refused) {
            throw new HttpMessageNotReadableException("a part that is no such JSON", refused, message);
        }
    }
}
