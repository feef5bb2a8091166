package io.ctcservice.api.vocabularies;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.ctcservice.request.Vocabularies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "ctc")
final class VocabulariesController {

    private final Vocabularies vocabularies;

    VocabulariesController(Vocabularies vocabularies) {
        this.vocabularies = vocabularies;
    }

    @Operation(
            operationId = "listVocabularies",
            summary = "The vocabularies that requests may name in `vocabularyName`, by name",
            description = "By name, with their blank and symbols: what `vocabularyName` of a request may be.")
    @GetMapping(path = "/vocabularies", produces = APPLICATION_JSON_VALUE)
    VocabulariesResponse vocabularies() {
        return VocabulariesResponse.of(vocabularies);
    }
}
