package io.ctcservice.web.server;

import jakarta.servlet.Filter;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The configuration of a separate management port ({@code management.server.port}) that is guarded like that of the
 * service: it listens on the same address unless it is given one, and has the same clocks, limits, request ids and
 * problem documents.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(ManagementPort.InAContextOfItsOwn.class)
class ManagementPort {

    /**
     * Returns a customizer that runs after Boot's own ones, the last of which adds an error page: the valve reports
     * errors instead.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> guardedConnections(
            @Qualifier("watchedConnections") WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections,
            @Qualifier("problemReports") WebServerFactoryCustomizer<TomcatServletWebServerFactory> reports,
            ServerProperties server,
            ManagementServerProperties management,
            TomcatServerProperties timeouts) {
        return tomcat -> {
            if (management.getAddress() == null) {
                tomcat.setAddress(server.getAddress());
            }
            connections.customize(tomcat);
            reports.customize(tomcat);
            var timeout = timeouts.getConnectionTimeout();
            if (timeout != null) {
                tomcat.addConnectorCustomizers(
                        connector -> connector.setProperty("connectionTimeout", Long.toString(timeout.toMillis())));
            }
            tomcat.setErrorPages(Set.of());
        };
    }

    @Bean
    FilterRegistrationBean<Filter> managementRequestIds(@Qualifier("requestIdFilter") Filter filter) {
        return likewise(filter);
    }

    @Bean
    FilterRegistrationBean<Filter> managementRefusals(@Qualifier("bareRefusalFilter") Filter filter) {
        return likewise(filter);
    }

    @Bean
    FilterRegistrationBean<Filter> managementBodyLimits(@Qualifier("bodyLimitFilter") Filter filter) {
        return likewise(filter);
    }

    @Bean
    FilterRegistrationBean<Filter> managementAdmission(@Qualifier("admissionFilter") Filter filter) {
        return likewise(filter);
    }

    @Bean
    FilterRegistrationBean<Filter> managementResponseClock(@Qualifier("responseClockFilter") Filter filter) {
        return likewise(filter);
    }

    /** Registers a filter of the service at the same position; security filters are present already. */
    private static FilterRegistrationBean<Filter> likewise(Filter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(OrderUtils.getOrder(filter.getClass(), Ordered.LOWEST_PRECEDENCE));
        return registration;
    }

    /** A condition that matches the context of the management port: the only one with a parent. */
    static final class InAContextOfItsOwn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var factory = context.getBeanFactory();
            return factory != null && factory.getParentBeanFactory() != null;
        }
    }
}
