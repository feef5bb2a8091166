package io.ctcservice.api.transcriptions;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

@RestController
@Tag(name = "openai")
final class ModelsController {

    private static final String KIND = "model";

    private final TranscriptionModels models;
    private final long started = Instant.now().getEpochSecond();

    ModelsController(TranscriptionModels models) {
        this.models = models;
    }

    @Operation(
            operationId = "listModels",
            summary = "The networks, for OpenAI's clients",
            description = "Those for sound: the registered ones by name, then those that come with the service. GET"
                    + " /networks has those for pictures, too, and says more.")
    @GetMapping(path = "/v1/models", produces = APPLICATION_JSON_VALUE)
    ModelsResponse models() {
        return new ModelsResponse(
                "list", models.names().stream().map(this::known).toList());
    }

    @Operation(
            operationId = "retrieveModel",
            summary = "A network, for OpenAI's clients",
            description =
                    "OpenAI's own names, such as `whisper-1`, are there where the server has a network for sound.")
    @GetMapping(path = "/v1/models/{model}", produces = APPLICATION_JSON_VALUE)
    ModelResponse model(
            @Parameter(description = "The name of a network; a slash in it stays as it is.", example = "whisper-1")
                    @PathVariable("model")
                    String name) {
        models.requireKnown(name);
        return known(name);
    }

    /** Takes a name with slashes, as Hugging Face gives them, written as it is. */
    @Hidden
    @GetMapping(path = "/v1/models/{owner}/{*rest}", produces = APPLICATION_JSON_VALUE)
    ModelResponse model(
            @PathVariable("owner") String owner, @PathVariable("rest") String rest, HttpServletRequest request)
            throws NoResourceFoundException {
        if (rest.endsWith("/")) {
            throw new NoResourceFoundException(HttpMethod.GET, request.getRequestURI(), "");
        }
        return model(owner + rest);
    }

    private ModelResponse known(String name) {
        return new ModelResponse(name, KIND, started, models.isUsers(name) ? "user" : "ctc-service");
    }

    @Schema(name = "Models", description = "The networks of this server.")
    record ModelsResponse(
            @Schema(description = "`list`.", requiredMode = RequiredMode.REQUIRED, example = "list")
            String object,

            @Schema(description = "One for each network.", requiredMode = RequiredMode.REQUIRED)
            List<ModelResponse> data) {}

    @Schema(name = "Model", description = "A network, by the name that requests use.")
    record ModelResponse(
            @Schema(description = "Its name.", requiredMode = RequiredMode.REQUIRED, example = "whisper-1")
            String id,

            @Schema(description = "`model`.", requiredMode = RequiredMode.REQUIRED, example = "model")
            String object,

            @Schema(
                    description = "The time when the server registered it, that is its start, in seconds since 1970.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "1795860000")
            long created,

            @Schema(
                    description = "`user` for networks that are registered, `ctc-service` for those that come with it.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "user")
            @JsonProperty("owned_by")
            String ownedBy) {}
}
