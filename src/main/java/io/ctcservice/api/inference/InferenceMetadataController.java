package io.ctcservice.api.inference;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints for metadata and health of the server and its models. */
@RestController
@Tag(name = "inference")
final class InferenceMetadataController {

    private final InferenceModels models;
    private final ApplicationAvailability availability;
    private final ServerMetadata server;

    InferenceMetadataController(
            InferenceModels models, ApplicationAvailability availability, ObjectProvider<BuildProperties> build) {
        this.models = models;
        this.availability = availability;
        var properties = build.getIfAvailable();
        String version = properties == null ? null : properties.getVersion();
        this.server = new ServerMetadata(
                InferenceModels.PLATFORM,
                version == null ? "unknown" : version,
                List.of("binary_tensor_data", "parameters", "model_configuration"));
    }

    @Operation(
            operationId = "inferenceServer",
            summary = "Server metadata of the Open Inference Protocol",
            description = "Name, version and the extensions of the protocol. The same at `/v2/`.")
    @GetMapping(path = "/v2", produces = APPLICATION_JSON_VALUE)
    ServerMetadata server() {
        return server;
    }

    @Operation(hidden = true) // the protocol's own spelling
    @GetMapping(path = "/v2/", produces = APPLICATION_JSON_VALUE)
    ServerMetadata serverAtSlash() {
        return server;
    }

    @Operation(
            operationId = "inferenceLive",
            summary = "Liveness: 200 while the process works; needs no API key",
            description = "True as long as there is an answer.")
    @GetMapping(path = "/v2/health/live", produces = APPLICATION_JSON_VALUE)
    Health live() {
        return Health.ofProcess();
    }

    @Operation(
            operationId = "inferenceReady",
            summary = "Readiness: 200 while requests are accepted; needs no API key",
            description = "503 while the service starts and while it shuts down.")
    @GetMapping(path = "/v2/health/ready", produces = APPLICATION_JSON_VALUE)
    Health ready() {
        requireReady();
        return Health.ofServer();
    }

    @Operation(
            operationId = "inferenceModels",
            summary = "The models of this server",
            description = "Not part of the protocol: the names that its calls take.")
    @GetMapping(path = "/v2/models", produces = APPLICATION_JSON_VALUE)
    ModelList models() {
        return new ModelList(models.names());
    }

    @Operation(
            operationId = "inferenceModel",
            summary = "Inputs and outputs of a model",
            description = "Tensors by name, datatype and shape. The same at `/v2/models/{model}/versions/1`.")
    @GetMapping(path = "/v2/models/{model}", produces = APPLICATION_JSON_VALUE)
    ModelMetadata model(
            @Parameter(description = "Name of the model.", example = "ctc-loss") @PathVariable String model) {
        return ModelMetadata.of(models.find(model, null).signature());
    }

    @Operation(hidden = true)
    @GetMapping(path = "/v2/models/{model}/versions/{version}", produces = APPLICATION_JSON_VALUE)
    ModelMetadata modelOfVersion(@PathVariable String model, @PathVariable String version) {
        return ModelMetadata.of(models.find(model, version).signature());
    }

    @Operation(
            operationId = "inferenceModelReady",
            summary = "Readiness of a model",
            description =
                    "All models are ready when the service is. The same at `/v2/models/{model}/versions/1/ready`.")
    @GetMapping(path = "/v2/models/{model}/ready", produces = APPLICATION_JSON_VALUE)
    Health modelReady(@Parameter(description = "Name of the model.", example = "ctc-loss") @PathVariable String model) {
        models.find(model, null);
        requireReady();
        return Health.ofModel(model);
    }

    @Operation(hidden = true)
    @GetMapping(path = "/v2/models/{model}/versions/{version}/ready", produces = APPLICATION_JSON_VALUE)
    Health modelOfVersionReady(@PathVariable String model, @PathVariable String version) {
        models.find(model, version);
        requireReady();
        return Health.ofModel(model);
    }

    @Operation(
            operationId = "inferenceModelConfig",
            summary = "Inputs and outputs of a model, in Triton's format",
            description = "The model configuration extension, which perf_analyzer and others read.")
    @GetMapping(path = "/v2/models/{model}/config", produces = APPLICATION_JSON_VALUE)
    ModelConfig config(
            @Parameter(description = "Name of the model.", example = "ctc-loss") @PathVariable String model) {
        return ModelConfig.of(models.find(model, null).signature());
    }

    @Operation(hidden = true)
    @GetMapping(path = "/v2/models/{model}/versions/{version}/config", produces = APPLICATION_JSON_VALUE)
    ModelConfig configOfVersion(@PathVariable String model, @PathVariable String version) {
        return ModelConfig.of(models.find(model, version).signature());
    }

    @Operation(
            operationId = "inferenceRepositoryIndex",
            summary = "The models of this server, for Triton's clients",
            description = "There is nothing to load or to unload, so a body makes no difference.")
    @PostMapping(path = "/v2/repository/index", produces = APPLICATION_JSON_VALUE)
    List<RepositoryEntry> repositoryIndex() {
        return models.names().stream().map(RepositoryEntry::ready).toList();
    }

    private void requireReady() {
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            var notReady = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE);
            notReady.setDetail("not ready");
            notReady.getHeaders().set("Retry-After", "1");
            throw notReady;
        }
    }
}
