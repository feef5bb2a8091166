package io.ctcservice.web.openapi;

import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.request.ResponseForm;
import io.ctcservice.web.converters.EventStream;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Encoding;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * A customizer that describes the forms of bodies other than JSON in the OpenAPI document: of requests {@code .npy} files,
 * multipart forms, recordings and pictures; of responses archives, pictures, subtitles and events.
 */
@Component
final class OpenApiForms implements GlobalOperationCustomizer {

    private static final String FORM = org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
    private static final String EVENTS = org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;
    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

    /** The usual types: the service takes all of {@code audio/*}, but generated clients would send a wildcard as it is. */
    private static final List<String> RECORDING_TYPES = List.of("audio/flac", "audio/mpeg", "audio/ogg", "audio/wav");

    private static final List<String> PICTURE_TYPES = List.of("image/jpeg", "image/png");

    private static final String EMISSIONS =
            "The emissions alone, a `.npy` file: `[T][V]`, or `[N][T][V]` for N utterances.";
    private static final String RECORDING =
            "A recording, WAV, FLAC, MP3 or Ogg Opus, whatever type it is sent as, for the network that `network` names.";
    private static final String PICTURE =
            "A picture of a line, PNG or JPEG, whatever type it is sent as, for the network that `network` names.";
    private static final String IMAGE = "A picture; of a batch only where it has one utterance.";
    private static final String FIELDS =
            " The fields of the request are query parameters: lists are repeated or separated by commas, the fields of"
                    + " `languageModel` are `languageModel.name` and so on, `target`, `labels` and `id` are repeated"
                    + " for each of several utterances.";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var mapping = method.getMethodAnnotation(PostMapping.class);
        var request = operation.getRequestBody();
        if (mapping != null && request != null && List.of(mapping.consumes()).contains(FORM)) {
            describeFiles(request.getContent());
        }
        var response = operation.getResponses().get("200");
        if (mapping != null && response != null && response.getContent() != null) {
            describeForms(response.getContent(), mapping);
        }
        return operation;
    }

    /** Describes the forms of a response that its handler method produces besides JSON. */
    private static void describeForms(Content content, PostMapping mapping) {
        for (String type : mapping.produces()) {
            ResponseForm.of(org.springframework.http.MediaType.valueOf(type))
                    .flatMap(OpenApiForms::schema)
                    .ifPresent(schema -> content.addMediaType(type, new MediaType().schema(schema)));
        }
        if (List.of(mapping.path()).stream().anyMatch(EventStream.PATHS::contains)) {
            content.addMediaType(EVENTS, new MediaType().schema(text("""
                    For a recording: events `progress` with the seconds that are done, then `answer` with the JSON, or \
                    `error` with the problem document: a refusal comes so, too, with its own status.""")));
        }
    }

    private static Optional<Schema<?>> schema(ResponseForm form) {
        return switch (form) {
            case JSON -> Optional.empty(); // the type that the method names
            case NPZ ->
                Optional.of(binary("The same as an `.npz` archive for `numpy.load`, names in snake_case; those of an"
                        + " utterance end with `_` and its id."));
            case PNG -> // in words, since OpenAPI 3.1 has no type for bytes
                Optional.of(new Schema<Object>()
                        .contentMediaType(ResponseForm.PNG_TYPE)
                        .description(IMAGE));
            case SVG -> Optional.of(text(IMAGE));
            case TEXT -> Optional.of(text("The text, a line an utterance."));
            case WEB_VTT -> Optional.of(text("Subtitles, WebVTT. One utterance only, with `secondsPerFrame`."));
            case SUB_RIP -> Optional.of(text("Subtitles, SubRip. One utterance only, with `secondsPerFrame`."));
            case CTM ->
                Optional.of(text("Words and times, NIST CTM, of any number of utterances, with `secondsPerFrame`."));
            case TEXT_GRID ->
                Optional.of(text("Words and tokens, Praat TextGrid. One utterance only, with `secondsPerFrame`."));
        };
    }

    /** Describes the forms of a body of emissions, which are the schema of each of its types so far. */
    private static void describeFiles(Content content) {
        var form = content.get(FORM);
        if (form == null || form.getSchema() == null || form.getSchema().get$ref() == null) {
            return; // a form of its own
        }
        boolean takesEmissions = content.containsKey(JSON);
        content.addMediaType(FORM, form(form.getSchema(), takesEmissions));
        if (takesEmissions) {
            content.addMediaType(NpyReader.MEDIA_TYPE, new MediaType().schema(binary(EMISSIONS + FIELDS)));
        }
        content.remove("audio/*");
        content.remove("image/*");
        RECORDING_TYPES.forEach(type -> content.addMediaType(type, new MediaType().schema(binary(RECORDING + FIELDS))));
        PICTURE_TYPES.forEach(type -> content.addMediaType(type, new MediaType().schema(binary(PICTURE + FIELDS))));
    }

    private static MediaType form(Schema<?> request, boolean takesEmissions) {
        var form = new Schema<Object>();
        form.setDescription(
                takesEmissions
                        ? "The same with matrices as files, far faster than JSON, or with recordings or pictures: one of"
                                + " the three, a part for each utterance, in order, after `request`."
                        : "Recordings or pictures, a part for each utterance, in order, after `request`.");
        form.addProperty("request", new Schema<Object>().$ref(request.get$ref()));
        if (takesEmissions) {
            form.addProperty(
                    "emissions",
                    files(
                                    "A `.npy` file, versions 1 to 3: little-endian float16, float32 or float64, C or Fortran order,"
                                            + " `[T][V]`, or `[N][T][V]` for N utterances.")
                            .description("In place of the `emissions` of `utterances`; if these have no other fields,"
                                    + " `request` needs no `utterances`."));
        }
        form.addProperty("recording", files(RECORDING));
        form.addProperty("picture", files(PICTURE));
        form.addType("object");
        form.setRequired(List.of("request"));
        return new MediaType().schema(form).addEncoding("request", new Encoding().contentType(JSON));
    }

    /**
     * Adds an example to the form of a body, of {@code request} and one file: pages that try operations out would send
     * files of all kinds at once.
     */
    static void addExample(Content content, Map<?, ?> request) {
        Map<String, Schema<?>> properties = OpenApiForClients.properties(
                Objects.requireNonNull(content.get(FORM)).getSchema());
        Objects.requireNonNull(properties.get("request")).setExample(request);
        Stream.of("emissions", "recording", "picture")
                .map(properties::get)
                .filter(Objects::nonNull)
                .skip(1)
                .forEach(other -> other.setExample(List.of()));
    }

    private static Schema<?> files(String description) {
        return new ArraySchema().items(binary(description));
    }

    private static Schema<?> binary(String description) {
        return text(description).format("binary");
    }

    private static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
