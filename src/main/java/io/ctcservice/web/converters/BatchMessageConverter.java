package io.ctcservice.web.converters;

import io.ctcservice.request.BatchBody;
import io.ctcservice.web.overload.BodyReading;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;

/** A converter that only reads, and makes a batch of a body that is not JSON. It takes its turns of computation itself. */
abstract sealed class BatchMessageConverter extends AbstractHttpMessageConverter<BatchBody<?>>
        implements BodyReading.ByConverter permits FileMessageConverter, MultipartMessageConverter {

    BatchMessageConverter(MediaType... types) {
        super(types);
    }

    @Override
    protected final boolean supports(Class<?> type) {
        return BatchBody.class.isAssignableFrom(type);
    }

    @Override
    public final boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected final void writeInternal(BatchBody<?> request, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("requests are only read");
    }
}
