package io.ctcservice.config;

import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.metrics.TimedForward;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mathematics as beans: all stateless and shared. */
@Configuration(proxyBeanMethods = false)
class CoreConfiguration {

    @Bean
    Forward forward(MeterRegistry registry) {
        return new TimedForward(new LogForward(), registry);
    }

    @Bean
    CtcLoss ctcLoss(Forward forward) {
        return new CtcLoss(forward);
    }

    @Bean
    ForcedAligner forcedAligner() {
        return new ForcedAligner();
    }
}
