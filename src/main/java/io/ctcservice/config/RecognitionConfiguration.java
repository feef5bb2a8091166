package io.ctcservice.config;

import io.ctcservice.metrics.TimedNetwork;
import io.ctcservice.recognition.Networks;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of networks for sound and pictures. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NetworkProperties.class)
class RecognitionConfiguration {

    @Bean
    Networks networks(NetworkProperties properties, MeterRegistry registry) {
        return RegisteredNetworks.load(properties.networks())
                .within((name, network) -> new TimedNetwork(name, network, registry));
    }
}
