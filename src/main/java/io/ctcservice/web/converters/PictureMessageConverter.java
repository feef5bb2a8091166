package io.ctcservice.web.converters;

import io.ctcservice.plot.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** A converter that writes a picture in the form that the client accepts: PNG or SVG. */
@Component
final class PictureMessageConverter extends ResponseConverter<Picture> {

    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

    PictureMessageConverter() {
        super(Picture.class, MediaType.IMAGE_PNG, SVG);
    }

    @Override
    protected void writeInternal(Picture picture, HttpOutputMessage message) throws IOException {
        boolean isSvg = SVG.isCompatibleWith(message.getHeaders().getContentType());
        byte[] body = isSvg ? picture.svg().getBytes(StandardCharsets.UTF_8) : picture.png();
        message.getHeaders().setContentLength(body.length);
        message.getBody().write(body);
    }
}
