package io.ctcservice.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.validation.annotation.Validated;

/**
 * What this server has by name.
 *
 * @param vocabularies vocabularies that requests may name in {@code vocabularyName}
 * @param languageModels language models that requests may name in {@code languageModel.name}
 * @param warmUp how long codecs, kernels and decoders are exercised at start, before readiness; 0s for not at all
 */
@Validated
@ConfigurationProperties("ctc")
record CtcProperties(
        @DefaultValue Map<String, @Valid RegisteredVocabulary> vocabularies,
        @DefaultValue Map<String, @Valid RegisteredLanguageModel> languageModels,
        @DefaultValue("3s") Duration warmUp) {

    /**
     * A vocabulary to register.
     *
     * @param location a JSON array of the symbols by class index; {@code file:} or {@code classpath:}
     * @param blank class index of the blank
     */
    record RegisteredVocabulary(
            @NotNull Resource location, @Min(0) int blank) {}

    /**
     * A language model to register.
     *
     * @param location an ARPA file, plain or gzip; {@code file:} or {@code classpath:}
     */
    record RegisteredLanguageModel(@NotNull Resource location) {}
}
