package io.ctcservice.api.transcriptions;

import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;

import io.ctcservice.codec.Warning;
import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.multipart.MultipartStream;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.web.converters.EventStream;
import io.ctcservice.web.overload.BodyReading;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "openai")
final class TranscriptionsController {

    private final TranscriptionService transcriptions;
    private final BodyReading reading;
    private final JsonMapper json;
    private final HandlerExceptionResolver resolver;

    TranscriptionsController(
            TranscriptionService transcriptions,
            BodyReading reading,
            JsonMapper json,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        this.transcriptions = transcriptions;
        this.reading = reading;
        this.json = json;
        this.resolver = resolver;
    }

    @TranscriptionOperation
    @PostMapping(path = "/v1/audio/transcriptions", consumes = MULTIPART_FORM_DATA_VALUE)
    @Nullable
    ResponseEntity<Object> transcribe(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var events = new EventStream(response);
        try {
            return transcribe(request, response, events);
        } catch (IOException | RuntimeException failure) {
            if (!events.isBegun()) {
                throw failure;
            }
            events.fail(request, failure, resolver);
            return null;
        }
    }

    private @Nullable ResponseEntity<Object> transcribe(
            HttpServletRequest request, HttpServletResponse response, EventStream stream) throws IOException {
        requireNoneInQuery(request.getParameterMap().keySet());
        var fields = new TranscriptionFields();
        var events = new TranscriptEvents(stream, json);
        var parts = new MultipartStream(request.getInputStream(), boundary(request));
        var transcript = transcriptions.transcribe(parts, fields, reading.room(), reading.turns(), events);
        WarningHeader.value(transcript.warnings()).ifPresent(value -> response.setHeader(WarningHeader.NAME, value));
        if (fields.streams()) {
            List<Warning> late = stream.isBegun() ? transcript.warnings() : List.of(); // after the headers
            events.end(transcript.text(), logprobs(transcript, fields), late);
            return null;
        }
        return ResponseEntity.ok().contentType(fields.format().mediaType()).body(body(transcript, fields));
    }

    /** Fields of the form would have no effect in the query. Gateways add other parameters. */
    private static void requireNoneInQuery(Set<String> parameters) {
        var field = parameters.stream().filter(TranscriptionFields::isRead).findFirst();
        if (field.isPresent()) {
            throw Refusals.invalid(field.get(), "in the query; expected as a field of the form");
        }
    }

    private static Object body(Transcript transcript, TranscriptionFields fields) {
        return switch (fields.format()) {
            case JSON -> TranscriptionResponse.json(transcript, logprobs(transcript, fields));
            case VERBOSE_JSON -> TranscriptionResponse.verbose(transcript, fields.language());
            case TEXT -> (transcript.text() + "\n").getBytes(StandardCharsets.UTF_8);
            case SRT -> subtitles(transcript, SubtitleFormat.SUB_RIP);
            case VTT -> subtitles(transcript, SubtitleFormat.WEB_VTT);
        };
    }

    /** Returns the log-probabilities of the tokens, null if they are not wanted or too many to find. */
    private static @Nullable List<TokenLogprob> logprobs(Transcript transcript, TranscriptionFields fields) {
        return fields.answersLogprobs() && transcript.spans() != null ? TokenLogprob.of(transcript) : null;
    }

    private static byte[] subtitles(Transcript transcript, SubtitleFormat format) {
        return format.write(List.of(transcript.timed())).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String boundary(HttpServletRequest request) {
        String boundary = MediaType.valueOf(request.getContentType()).getParameter("boundary");
        return boundary == null ? null : boundary.replaceAll("^\"|\"$", "");
    }
}
