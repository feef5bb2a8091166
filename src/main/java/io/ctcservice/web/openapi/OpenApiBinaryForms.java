package io.ctcservice.web.openapi;

import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.request.ResponseForm;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Encoding;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * A customizer that describes bodies other than JSON in the OpenAPI document: {@code .npy} files, forms of them,
 * archives, pictures.
 */
@Component
final class OpenApiBinaryForms implements GlobalOperationCustomizer {

    private static final String FORM = org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
    private static final String JSON = org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var mapping = method.getMethodAnnotation(PostMapping.class);
        var request = operation.getRequestBody();
        if (mapping != null && request != null && List.of(mapping.consumes()).contains(FORM)) {
            var json = request.getContent().get(JSON);
            if (json != null) {
                request.getContent().addMediaType(FORM, form(json));
                request.getContent().addMediaType(NpyReader.MEDIA_TYPE, new MediaType().schema(file()));
            }
        }
        var response = operation.getResponses().get("200");
        if (mapping != null && response != null && List.of(mapping.produces()).contains(NpzResponse.MEDIA_TYPE)) {
            response.getContent()
                    .addMediaType(
                            NpzResponse.MEDIA_TYPE,
                            new MediaType()
                                    .schema(binary("The same as an `.npz` archive for `numpy.load`, names in"
                                            + " snake_case; those of an utterance end with `_` and its id.")));
        }
        if (response != null && response.getContent().containsKey(ResponseForm.PNG_TYPE)) {
            markAsBinary(response.getContent().get(ResponseForm.PNG_TYPE).getSchema());
        }
        return operation;
    }

    /** Describes a schema as binary in words, since OpenAPI 3.1 has no type for bytes. */
    private static void markAsBinary(Schema<?> picture) {
        picture.setType(null);
        picture.setTypes(null);
        picture.setContentMediaType(ResponseForm.PNG_TYPE);
    }

    private static Schema<?> file() {
        return binary(
                "The emissions alone, a `.npy` file: `[T][V]`, or `[N][T][V]` for N utterances. The other fields are"
                        + " query parameters: lists are repeated or separated by commas, the fields of `languageModel` are"
                        + " `languageModel.name` and so on, `target`, `labels` and `id` are repeated for each of several"
                        + " utterances.");
    }

    private static MediaType form(MediaType json) {
        var form = new Schema<Object>();
        form.setDescription("The same with matrices as files: far faster than JSON.");
        form.addProperty("request", json.getSchema());
        form.addProperty(
                "emissions",
                new ArraySchema()
                        .items(binary("A `.npy` file, versions 1 to 3: little-endian float16, float32 or float64,"
                                + " C or Fortran order, `[T][V]`, or `[N][T][V]` for N utterances."))
                        .description("One for each utterance, in order, after `request`, whose utterances then"
                                + " have no `emissions`; where nothing is to be said of them, it needs no"
                                + " `utterances`."));
        form.addType("object");
        form.setRequired(List.of("request", "emissions"));
        return new MediaType().schema(form).addEncoding("request", new Encoding().contentType("application/json"));
    }

    private static Schema<?> binary(String description) {
        return new StringSchema().format("binary").description(description);
    }
}
