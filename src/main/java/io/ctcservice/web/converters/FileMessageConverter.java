package io.ctcservice.web.converters;

import io.ctcservice.codec.WholeBody;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.FileBatchReader;
import io.ctcservice.web.overload.BodyReading;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A converter of requests whose body is one file, an array, a recording or a picture, and whose fields are query
 * parameters.
 */
@Component
final class FileMessageConverter extends BatchMessageConverter {

    private static final MediaType AUDIO = MediaType.valueOf("audio/*");
    private static final MediaType IMAGE = MediaType.valueOf("image/*");

    private final FileBatchReader batches;
    private final BodyReading reading;

    FileMessageConverter(FileBatchReader batches, BodyReading reading) {
        super(MediaType.valueOf(NpyReader.MEDIA_TYPE), AUDIO, IMAGE);
        this.batches = batches;
        this.reading = reading;
    }

    @Override
    protected BatchBody<?> readInternal(Class<? extends BatchBody<?>> type, HttpInputMessage message)
            throws IOException {
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        var query = new LinkedHashMap<String, List<String>>();
        attributes.getRequest().getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
        var contentType = message.getHeaders().getContentType();
        if (AUDIO.includes(contentType)) {
            var request = batches.recording(type, message.getBody(), query, reading.turns());
            reading.begin();
            return request;
        }
        var body = WholeBody.bytes(
                reading.whole(message.getBody(), message.getHeaders().getContentLength()));
        if (!IMAGE.includes(contentType)) {
            return batches.emissions(type, body, query);
        }
        var file = new byte[body.remaining()];
        body.get(file);
        return batches.picture(type, file, query);
    }
}
