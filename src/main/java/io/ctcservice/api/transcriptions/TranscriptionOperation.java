package io.ctcservice.api.transcriptions;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The description of a transcription in the OpenAPI document: its form, which is read part by part, and its responses. */
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
                                                                                    allowableValues = {"word", "segment"
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
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface TranscriptionOperation {}
