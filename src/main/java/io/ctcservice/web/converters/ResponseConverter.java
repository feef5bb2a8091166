package io.ctcservice.web.converters;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** A converter of responses, which are only written. */
abstract class ResponseConverter<T> extends AbstractHttpMessageConverter<T> {

    private final Class<T> type;

    ResponseConverter(Class<T> type, MediaType... forms) {
        super(forms);
        this.type = type;
    }

    @Override
    protected final boolean supports(Class<?> candidate) {
        return type.isAssignableFrom(candidate);
    }

    @Override
    public final boolean canRead(Class<?> candidate, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected final T readInternal(Class<? extends T> candidate, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("responses are only written", message);
    }
}
