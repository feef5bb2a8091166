package io.ctcservice.api.languagemodels;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.ctcservice.core.lm.LanguageModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class LanguageModelsController {

    private final LanguageModels models;

    LanguageModelsController(LanguageModels models) {
        this.models = models;
    }

    @Operation(
            operationId = "listLanguageModels",
            summary = "The language models that requests to /decode may name in `languageModel.name`, by name",
            description = "By name: what `languageModel.name` of a request to /decode may be.")
    @GetMapping(path = "/language-models", produces = APPLICATION_JSON_VALUE)
    LanguageModelsResponse languageModels() {
        return LanguageModelsResponse.of(models);
    }
}
