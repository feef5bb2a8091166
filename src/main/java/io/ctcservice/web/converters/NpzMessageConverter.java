package io.ctcservice.web.converters;

import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.column.NpzResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** A converter that writes responses as {@code .npz} archives, straight to the connection. */
@Component
final class NpzMessageConverter extends AbstractHttpMessageConverter<NpzResponse> {

    NpzMessageConverter() {
        super(MediaType.valueOf(NpzResponse.MEDIA_TYPE));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return NpzResponse.class.isAssignableFrom(type);
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected NpzResponse readInternal(Class<? extends NpzResponse> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("archives are only written", message);
    }

    @Override
    protected void writeInternal(NpzResponse response, HttpOutputMessage message) throws IOException {
        var archive = response.toNpz(); // refuses before the body has begun
        WarningHeader.value(response.warnings())
                .ifPresent(value -> message.getHeaders().set(WarningHeader.NAME, value));
        archive.writeTo(message.getBody());
    }
}
