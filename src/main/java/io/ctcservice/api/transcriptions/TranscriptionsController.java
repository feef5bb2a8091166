package io.ctcservice.api.transcriptions;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import io.ctcservice.codec.Warning;
import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.multipart.MultipartStream;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import io.ctcservice.web.converters.EventStream;
import io.ctcservice.web.overload.BodyReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

    @Operation(
            operationId = "transcribe",
            summary = "The text of a recording, for OpenAI's clients",
            description =
                    "Any order of the fields; with `model` before `file` the file is processed while it is received, however large,"
                            + " else held in memory. Fields that are not listed here are accepted and have no effect."
                            + " The text is that of the best path (greedy); with `hotwords` or a `language_model` the best hypothesis of a beam search.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MULTIPART_FORM_DATA_VALUE,
                                            schema =
                                                    @Schema(
                                                            type = "object",
                                                            requiredProperties = {"file", "model"}),
                                            schemaProperties = {
                                                @SchemaProperty(
                                                        name = "file",
                                                        schema =
                                                                @Schema(
                                                                        type = "string",
                                                                        format = "binary",
                                                                        description =
                                                                                "A recording. Its type is detected from its bytes, not from its name.")),
                                                @SchemaProperty(
                                                        name = "model",
                                                        schema =
                                                                @Schema(
                                                                        type = "string",
                                                                        description =
                                                                                "A network, see GET /v1/models. OpenAI's names, such as `whisper-1`, select `ctc.transcription.default`.",
                                                                        example = "whisper-1")),
                                                @SchemaProperty(
                                                        name = "response_format",
                                                        schema =
                                                                @Schema(
                                                                        type = "string",
                                                                        allowableValues = {
                                                                            "json",
                                                                            "text",
                                                                            "srt",
                                                                            "verbose_json",
                                                                            "vtt"
                                                                        },
                                                                        description =
                                                                                "The form of the response. Default: `json`.")),
                                                @SchemaProperty(
                                                        name = "timestamp_granularities[]",
                                                        array =
                                                                @ArraySchema(
                                                                        arraySchema =
                                                                                @Schema(
                                                                                        description =
                                                                                                "Accepted, also without the brackets: `verbose_json` has both times always, the other formats have none."),
                                                                        schema =
                                                                                @Schema(
                                                                                        type = "string",
                                                                                        allowableValues = {
                                                                                            "word", "segment"
                                                                                        }))),
                                                @SchemaProperty(
                                                        name = "include[]",
                                                        array =
                                                                @ArraySchema(
                                                                        arraySchema =
                                                                                @Schema(
                                                                                        description =
                                                                                                "`logprobs`: the log-probability of each token, with `json` and `stream`."),
                                                                        schema =
                                                                                @Schema(
                                                                                        type = "string",
                                                                                        allowableValues = "logprobs"))),
                                                @SchemaProperty(
                                                        name = "stream",
                                                        schema =
                                                                @Schema(
                                                                        type = "boolean",
                                                                        description =
                                                                                "Answers events, regardless of `response_format`: `transcript.text.delta` as the text grows, then `transcript.text.done`.")),
                                                @SchemaProperty(
                                                        name = "language",
                                                        schema =
                                                                @Schema(
                                                                        type = "string",
                                                                        description =
                                                                                "Has no effect; `verbose_json` repeats it.",
                                                                        example = "en")),
                                                @SchemaProperty(
                                                        name = "hotwords",
                                                        array =
                                                                @ArraySchema(
                                                                        arraySchema =
                                                                                @Schema(
                                                                                        description =
                                                                                                "Words and phrases to boost, repeated or separated by commas. Not of OpenAI."),
                                                                        schema = @Schema(type = "string"))),
                                                @SchemaProperty(
                                                        name = "keywords[]",
                                                        array =
                                                                @ArraySchema(
                                                                        arraySchema =
                                                                                @Schema(
                                                                                        description =
                                                                                                "OpenAI's name for `hotwords`: both are boosted."),
                                                                        schema = @Schema(type = "string"))),
                                                @SchemaProperty(
                                                        name = "prompt",
                                                        schema =
                                                                @Schema(
                                                                        type = "string",
                                                                        description =
                                                                                "Has no effect: words to expect are `hotwords`.")),
                                                @SchemaProperty(
                                                        name = "temperature",
                                                        schema =
                                                                @Schema(
                                                                        type = "number",
                                                                        description =
                                                                                "Has no effect: nothing is drawn at random.")),
                                                @SchemaProperty(
                                                        name = "language_model",
                                                        schema =
                                                                @Schema(
                                                                        type = "string",
                                                                        description =
                                                                                "A model that the server has, see GET /language-models. Not of OpenAI."))
                                            })))
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content = {
                @Content(
                        mediaType = APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = TranscriptionResponse.class)),
                @Content(
                        mediaType = TranscriptFormat.TEXT_TYPE,
                        schema = @Schema(type = "string", description = "The text.")),
                @Content(
                        mediaType = TranscriptFormat.SUB_RIP_TYPE,
                        schema = @Schema(type = "string", description = "Subtitles, SubRip.")),
                @Content(
                        mediaType = TranscriptFormat.WEB_VTT_TYPE,
                        schema = @Schema(type = "string", description = "Subtitles, WebVTT.")),
                @Content(
                        mediaType = TEXT_EVENT_STREAM_VALUE,
                        schema = @Schema(type = "string", description = "Events of a stream."))
            })
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
