package io.ctcservice.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests of multipart forms in the OpenAPI document: those of JSON without {@code emissions}, which come as files, and without
 * {@code utterances} where these have no other fields.
 */
final class FileForms {

    private static final String FORM = org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String REQUEST = "request";
    private static final String UTTERANCES = "utterances";
    private static final String EMISSIONS = "emissions";

    private final Map<String, Schema<?>> schemas;

    @SuppressWarnings("unchecked") // the library's
    private FileForms(OpenAPI document) {
        this.schemas =
                (Map<String, Schema<?>>) (Map<?, ?>) document.getComponents().getSchemas();
    }

    /** Gives the forms of a document schemas of their own. */
    static void separate(OpenAPI document) {
        var forms = new FileForms(document);
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> Stream.ofNullable(operation.getRequestBody()))
                .forEach(body -> forms.separate(
                        body.getContent().get(FORM),
                        body.getContent().containsKey(org.springframework.http.MediaType.APPLICATION_JSON_VALUE)));
    }

    /** @param isSharedWithJson whether the request is that of a body of JSON, too */
    private void separate(@Nullable MediaType form, boolean isSharedWithJson) {
        if (form == null) {
            return;
        }
        var request = OpenApiForClients.properties(form.getSchema()).get(REQUEST);
        if (request == null || request.get$ref() == null) {
            return;
        }
        String name = request.get$ref().substring(SCHEMAS.length());
        var whole = Objects.requireNonNull(schemas.get(name));
        if (isSharedWithJson) {
            String ofForm = name.replace("Request", "Form");
            var ofFiles = copy(whole, UTTERANCES).description(whole.getDescription() + " The emissions come as files.");
            schemas.put(ofForm, withoutEmissions(ofFiles));
            request.set$ref(SCHEMAS + ofForm);
        } else {
            withoutEmissions(whole);
        }
    }

    private Schema<?> withoutEmissions(Schema<?> request) {
        var utterances =
                Objects.requireNonNull(OpenApiForClients.properties(request).get(UTTERANCES));
        String name = utterances.getItems().get$ref().substring(SCHEMAS.length());
        String ofFile = name + "OfFile";
        if (!schemas.containsKey(ofFile)) {
            var utterance = copy(Objects.requireNonNull(schemas.get(name)), EMISSIONS)
                    .description("One utterance of a form: all but its emissions, which come as a file.");
            utterance.getProperties().remove(EMISSIONS);
            schemas.put(ofFile, utterance);
        }
        request.addProperty(
                UTTERANCES,
                new ArraySchema()
                        .items(new Schema<Object>().$ref(SCHEMAS + ofFile))
                        .description(
                                "The other fields of the utterances, one for each file, in order. They may be left out where they have none;"
                                        + " each then has its index as its id."));
        return request;
    }

    /** Returns a copy of an object's schema that does not require a field. */
    private static Schema<?> copy(Schema<?> schema, String field) {
        var copy = new Schema<Object>();
        copy.setDescription(schema.getDescription());
        copy.addType("object");
        OpenApiForClients.properties(schema).forEach(copy::addProperty);
        copy.setAdditionalProperties(schema.getAdditionalProperties());
        List<?> required = Objects.requireNonNullElse(schema.getRequired(), List.of());
        copy.setRequired(required.stream()
                .map(Object::toString)
                .filter(name -> !name.equals(field))
                .toList());
        return copy;
    }
}
