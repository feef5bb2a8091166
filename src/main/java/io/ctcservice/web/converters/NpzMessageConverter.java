package io.ctcservice.web.converters;

import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.column.NpzResponse;
import java.io.IOException;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** A converter that writes responses as {@code .npz} archives, straight to the connection. */
@Component
final class NpzMessageConverter extends ResponseConverter<NpzResponse> {

    NpzMessageConverter() {
        super(NpzResponse.class, MediaType.valueOf(NpzResponse.MEDIA_TYPE));
    }

    @Override
    protected void writeInternal(NpzResponse response, HttpOutputMessage message) throws IOException {
        var archive = response.toNpz(); // refuses before the body has begun
        WarningHeader.value(response.warnings())
                .ifPresent(value -> message.getHeaders().set(WarningHeader.NAME, value));
        archive.writeTo(message.getBody());
    }
}
