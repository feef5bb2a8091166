package io.ctcservice.api.languagemodels;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModels;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.stream.IntStream;

@Schema(description = "The language models of this server, sorted by name.")
record LanguageModelsResponse(
        @Schema(description = "The configured models; may be empty.", requiredMode = RequiredMode.REQUIRED)
        List<RegisteredLanguageModel> languageModels) {

    @Schema(description = "An n-gram model that requests may name.")
    record RegisteredLanguageModel(
            @Schema(
                    description = "To be given in `languageModel.name`.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "news")
            String name,

            @Schema(
                    description = "N, the number of words of the longest n-gram.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "3")
            int order,

            @Schema(
                    description = "Number of n-grams of 1, 2, … N words.",
                    requiredMode = RequiredMode.REQUIRED,
                    example = "[30002, 111389, 55000]")
            List<Long> ngrams,

            @Schema(description = "Its size in memory.", requiredMode = RequiredMode.REQUIRED, example = "6100000")
            long bytes) {

        static RegisteredLanguageModel of(String name, LanguageModel model) {
            var ngrams = IntStream.rangeClosed(1, model.order())
                    .mapToObj(model::ngrams)
                    .toList();
            return new RegisteredLanguageModel(name, model.order(), ngrams, model.bytes());
        }
    }

    static LanguageModelsResponse of(LanguageModels models) {
        return new LanguageModelsResponse(models.byName().entrySet().stream()
                .map(entry -> RegisteredLanguageModel.of(entry.getKey(), entry.getValue()))
                .toList());
    }
}
