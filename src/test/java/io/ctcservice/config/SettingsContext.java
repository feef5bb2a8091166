package io.ctcservice.config;

import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.request.Limits;
import io.ctcservice.request.Vocabularies;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The part of the application that reads settings, which starts quickly. */
@TestConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({Limits.class, CtcProperties.class, NetworkProperties.class})
public class SettingsContext {

    @Bean
    Vocabularies registeredVocabularies(CtcProperties properties) {
        return VocabularyFiles.read(properties);
    }

    @Bean
    LanguageModels registeredLanguageModels(CtcProperties properties) {
        return LanguageModelFiles.read(properties);
    }

    /** Returns the limits that were set. */
    public static Limits limits(ApplicationContext context) {
        return context.getBean(Limits.class);
    }

    /** Returns the names of the vocabularies that there are. */
    public static Set<String> vocabularies(ApplicationContext context) {
        return context.getBean(Vocabularies.class).byName().keySet();
    }

    /** Returns the names of the language models that there are. */
    public static Set<String> languageModels(ApplicationContext context) {
        return context.getBean(LanguageModels.class).byName().keySet();
    }
}
