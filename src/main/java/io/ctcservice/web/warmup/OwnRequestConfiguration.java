package io.ctcservice.web.warmup;

import io.micrometer.observation.ObservationPredicate;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** The beans that leave the service's own requests out of the HTTP metrics and the access log. */
@Configuration(proxyBeanMethods = false)
class OwnRequestConfiguration {

    @Bean
    ObservationPredicate requestsOfClients() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && OwnRequests.include(request.getCarrier()));
    }

    /** Returns a customizer that runs after that which adds the access log. A condition of the user's stays. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLogOfClients() {
        return tomcat -> tomcat.getEngineValves().stream()
                .filter(AbstractAccessLogValve.class::isInstance)
                .map(AbstractAccessLogValve.class::cast)
                .filter(log -> log.getConditionUnless() == null)
                .forEach(log -> log.setConditionUnless(OwnRequests.MARK));
    }
}
