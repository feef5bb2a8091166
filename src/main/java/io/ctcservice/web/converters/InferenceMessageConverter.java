package io.ctcservice.web.converters;

import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.oip.InferenceReader;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.InferenceResponse;
import io.ctcservice.codec.oip.OutputTensor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A converter of bodies of the Open Inference Protocol: JSON, and the tensors after it. */
@Component
final class InferenceMessageConverter extends AbstractHttpMessageConverter<Object> {

    private final InferenceReader requests;
    private final JsonMapper json;

    InferenceMessageConverter(InferenceReader requests, JsonMapper json) {
        super(MediaType.APPLICATION_OCTET_STREAM); // naming JSON here would make it the converter of all JSON
        this.requests = requests;
        this.json = json;
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return type == InferenceRequest.class && isTaken(mediaType);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return type == InferenceResponse.class && isTaken(mediaType);
    }

    /**
     * Returns whether a body of this type is read: Triton's clients send no type, others that of the JSON or of the
     * whole body.
     */
    private static boolean isTaken(@Nullable MediaType type) {
        return type == null
                || MediaType.APPLICATION_OCTET_STREAM.isCompatibleWith(type)
                || MediaType.APPLICATION_JSON.isCompatibleWith(type);
    }

    @Override
    public List<MediaType> getSupportedMediaTypes(Class<?> type) {
        return List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_OCTET_STREAM);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == InferenceRequest.class || type == InferenceResponse.class;
    }

    @Override
    protected InferenceRequest readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        var lengths = message.getHeaders().getOrEmpty(InferenceReader.LENGTH_HEADER);
        try {
            return requests.read(message.getBody(), lengths.isEmpty() ? null : String.join(", ", lengths));
        } catch (JacksonException refused) {
            throw new HttpMessageNotReadableException("no such JSON", refused, message);
        }
    }

    @Override
    protected void writeInternal(Object content, HttpOutputMessage message) throws IOException {
        if (!(content instanceof InferenceResponse response)) {
            throw new HttpMessageNotWritableException("only responses of the protocol are written");
        }
        WarningHeader.value(response.warnings())
                .ifPresent(value -> message.getHeaders().set(WarningHeader.NAME, value));
        if (!response.isBinary()) {
            json.writeValue(message.getBody(), response);
            return;
        }
        byte[] header = json.writeValueAsBytes(response);
        long length = header.length
                + response.binary().stream().mapToLong(OutputTensor::binarySize).sum();
        message.getHeaders().set(InferenceReader.LENGTH_HEADER, Integer.toString(header.length));
        message.getHeaders().setContentLength(length);
        var body = message.getBody();
        body.write(header);
        for (var tensor : response.binary()) {
            tensor.writeTo(body);
        }
    }
}
