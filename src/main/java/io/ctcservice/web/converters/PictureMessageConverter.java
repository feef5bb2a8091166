package io.ctcservice.web.converters;

import io.ctcservice.plot.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** A converter that writes a picture in the form that the client accepts: PNG or SVG. */
@Component
final class PictureMessageConverter extends AbstractHttpMessageConverter<Picture> {

    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

    PictureMessageConverter() {
        super(MediaType.IMAGE_PNG, SVG);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return Picture.class.isAssignableFrom(type);
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Picture readInternal(Class<? extends Picture> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("pictures are only written", message);
    }

    @Override
    protected void writeInternal(Picture picture, HttpOutputMessage message) throws IOException {
        boolean isSvg = SVG.isCompatibleWith(message.getHeaders().getContentType());
        byte[] body = isSvg ? picture.svg().getBytes(StandardCharsets.UTF_8) : picture.png();
        message.getHeaders().setContentLength(body.length);
        message.getBody().write(body);
    }
}
