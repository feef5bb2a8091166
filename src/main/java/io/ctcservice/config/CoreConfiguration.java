package io.ctcservice.config;

import io.ctcservice.acoustic.ElmanRnn;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.metrics.TimedForward;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** The core's algorithms as beans, all stateless and shared. */
@Configuration(proxyBeanMethods = false)
class CoreConfiguration {

    @Bean
    Forward forward(MeterRegistry registry) {
        return new TimedForward(new ScaledForward(), registry);
    }

    @Bean
    CtcLoss ctcLoss(Forward forward) {
        return new CtcLoss(forward);
    }

    /** Returns the shipped acoustic model; without it the server does not start. */
    @Bean
    ElmanRnn trainedModel(@Value("classpath:acoustic/elman-english.bin") Resource weights) throws IOException {
        try (var in = weights.getInputStream()) {
            return ElmanRnn.read(in);
        }
    }

    @Bean
    LanguageModels languageModels(CtcProperties properties) {
        return LanguageModelFiles.read(properties);
    }

    @Bean
    ForcedAligner forcedAligner() {
        return new ForcedAligner();
    }
}
