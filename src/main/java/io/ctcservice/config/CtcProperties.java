package io.ctcservice.config;

import io.ctcservice.codec.Location;
import io.ctcservice.recognition.VocabularyFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The named vocabularies and language models of this server, and its JSON settings.
 *
 * @param vocabularies vocabularies that requests may name in {@code vocabularyName}
 * @param languageModels language models that requests may name in {@code languageModel.name}
 * @param json how JSON is read
 * @param warmUp how long codecs, kernels and decoders are exercised at start, most of it behind readiness; the compilation of
 *     vector kernels may take ten times as long; 0s for not at all
 * @param warmUpRequests whether the service sends requests to itself for that, too, over its own port; they need no key and
 *     are neither measured nor in the access log
 * @param warmUpThenExit whether the service ends once it is warm: what such a start recorded ({@code -XX:AOTCacheOutput}) makes
 *     later ones faster
 */
@Validated
@ConfigurationProperties("ctc")
record CtcProperties(
        @DefaultValue Map<String, @Valid RegisteredVocabulary> vocabularies,
        @DefaultValue Map<String, @Valid RegisteredLanguageModel> languageModels,
        @DefaultValue Json json,
        @DefaultValue("3s") Duration warmUp,
        @DefaultValue("true") boolean warmUpRequests,
        @DefaultValue("false") boolean warmUpThenExit) {

    /**
     * The settings of the JSON reader.
     *
     * @param plain whether by Jackson alone, with the same answers and some four times slower on matrices: a way out should
     *     the faster reader be at fault
     */
    record Json(@DefaultValue("false") boolean plain) {}

    /**
     * A vocabulary to register.
     *
     * @param location file of the symbols by class index
     * @param blank class index of the blank; never guessed
     * @param format what kind of file it is
     */
    record RegisteredVocabulary(
            @NotNull Location location,
            @Nullable Integer blank,
            @DefaultValue("auto") VocabularyFormat format) {}

    /**
     * A language model to register.
     *
     * @param location an ARPA file or a binary of KenLM's, plain or gzip, or a folder with one
     */
    record RegisteredLanguageModel(@NotNull Location location) {}
}
