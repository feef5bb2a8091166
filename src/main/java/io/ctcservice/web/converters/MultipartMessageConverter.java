package io.ctcservice.web.converters;

import io.ctcservice.codec.WholeBody;
import io.ctcservice.codec.multipart.MultipartBody;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.MultipartBatchReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Reads {@code multipart/form-data} wherever an endpoint takes a batch, in memory: Spring's own
 * multipart support, which writes parts to disk, is switched off.
 */
@Component
final class MultipartMessageConverter extends AbstractHttpMessageConverter<BatchBody<?>> {

    private final MultipartBatchReader batches;

    MultipartMessageConverter(MultipartBatchReader batches) {
        super(MediaType.MULTIPART_FORM_DATA);
        this.batches = batches;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return BatchBody.class.isAssignableFrom(type);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected BatchBody<?> readInternal(Class<? extends BatchBody<?>> type, HttpInputMessage message)
            throws IOException {
        var contentType = message.getHeaders().getContentType();
        String boundary = contentType == null ? null : contentType.getParameter("boundary");
        String unquoted = boundary == null ? null : boundary.replaceAll("^\"|\"$", "");
        try {
            return batches.read(type, new MultipartBody(WholeBody.bytes(message.getBody()), unquoted));
        } catch (JacksonException refused) {
            throw new HttpMessageNotReadableException("a part that is no such JSON", refused, message);
        }
    }

    @Override
    protected void writeInternal(BatchBody<?> request, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("requests are only read");
    }
}
