package io.ctcservice.api.vocabularies;

import io.ctcservice.request.Vocabularies;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;

@Schema(description = "The vocabularies of this server, sorted by name.")
record VocabulariesResponse(
        @Schema(description = "`english` always, and what is configured.", requiredMode = RequiredMode.REQUIRED)
        List<RegisteredVocabulary> vocabularies) {

    @Schema(description = "A vocabulary that requests may name.")
    record RegisteredVocabulary(
            @Schema(
                    description = "To be given in `vocabularyName`.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "english")
            String name,

            @Schema(description = "Class index of the blank.", requiredMode = RequiredMode.REQUIRED, example = "27")
            int blank,

            @Schema(
                    description = "V, the number of classes, blank included.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "28")
            int size,

            @Schema(description = "The symbols by class index.", requiredMode = RequiredMode.REQUIRED)
            List<String> symbols) {}

    static VocabulariesResponse of(Vocabularies vocabularies) {
        return new VocabulariesResponse(vocabularies.byName().entrySet().stream()
                .map(entry -> new RegisteredVocabulary(
                        entry.getKey(),
                        entry.getValue().blank(),
                        entry.getValue().size(),
                        entry.getValue().symbols()))
                .toList());
    }
}
