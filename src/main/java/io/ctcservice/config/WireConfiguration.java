package io.ctcservice.config;

import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.codec.oip.InferenceReader;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.recognition.Networks;
import io.ctcservice.request.BatchReader;
import io.ctcservice.request.FieldReader;
import io.ctcservice.request.FileBatchReader;
import io.ctcservice.request.Limits;
import io.ctcservice.request.MultipartBatchReader;
import io.ctcservice.request.Recognizer;
import io.ctcservice.request.TensorBatchReader;
import io.ctcservice.request.Vocabularies;
import io.ctcservice.request.decode.DecodePlanner;
import jakarta.validation.Validator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** The beans that convert requests to core objects and results to JSON. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Limits.class, CtcProperties.class})
class WireConfiguration {

    @Bean
    JsonMapper jsonMapper(Limits limits, CtcProperties properties) {
        var mapper = properties.json().plain() ? CtcJson.plainMapper(limits.json()) : CtcJson.mapper(limits.json());
        return mapper.addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                .build();
    }

    @Bean
    Vocabularies vocabularies(CtcProperties properties) {
        return VocabularyFiles.read(properties);
    }

    @Bean
    Recognizer recognizer(Networks networks, Limits limits) {
        return new Recognizer(networks, limits);
    }

    @Bean
    BatchReader batchReader(Vocabularies vocabularies, Limits limits, Recognizer recognizer) {
        return new BatchReader(vocabularies, limits, recognizer);
    }

    @Bean
    DecodePlanner decodePlanner(Forward forward, LanguageModels models, Limits limits) {
        return new DecodePlanner(forward, models, limits);
    }

    @Bean
    InferenceReader inferenceReader(JsonMapper json, Limits limits) {
        return new InferenceReader(json, limits.jsonBody());
    }

    @Bean
    FieldReader fieldReader(JsonMapper json, Validator validator) {
        return new FieldReader(json, validator);
    }

    @Bean
    TensorBatchReader tensorBatches(JsonMapper json, FieldReader fields, Limits limits) {
        return new TensorBatchReader(json, fields, limits);
    }

    @Bean
    FileBatchReader fileBatchReader(JsonMapper json, Limits limits, Recognizer recognizer) {
        return new FileBatchReader(json, limits, recognizer);
    }

    @Bean
    MultipartBatchReader multipartBatchReader(JsonMapper json, Limits limits, Recognizer recognizer) {
        return new MultipartBatchReader(json, limits, recognizer);
    }
}
