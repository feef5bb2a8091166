package io.ctcservice.web.converters;

import io.ctcservice.codec.WholeBody;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.request.BatchBody;
import io.ctcservice.request.FileBatchReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Reads requests whose body is one {@code .npy} file, and whose fields are query parameters. */
@Component
final class FileMessageConverter extends AbstractHttpMessageConverter<BatchBody<?>> {

    private final FileBatchReader batches;

    FileMessageConverter(FileBatchReader batches) {
        super(MediaType.valueOf(NpyReader.MEDIA_TYPE));
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
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        var query = new LinkedHashMap<String, List<String>>();
        attributes.getRequest().getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
        return batches.read(type, WholeBody.bytes(message.getBody()), query);
    }

    @Override
    protected void writeInternal(BatchBody<?> request, HttpOutputMessage message) {
        throw new HttpMessageNotWritableException("requests are only read");
    }
}
