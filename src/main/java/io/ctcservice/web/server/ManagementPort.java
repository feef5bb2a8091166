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
 * A management port of its own ({@code management.server.port}) as guarded as that of the service: it listens on the same
 * address unless it is given one, and has the same clocks, limits, request ids and problem documents.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@Conditional(ManagementPort.InAContextOfItsOwn.class)
class ManagementPort {

    /** After Boot's own customizers, the last of which adds a page for errors: the valve reports them. */
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
    FilterRegistrationBean<Filter> managementBodyLimits(@Qualifier("bodyLimitFilter") Filter filter) {
        return likewise(filter);
    }

    @Bean
    FilterRegistrationBean<Filter> managementAdmission(@Qualifier("admissionFilter") Filter filter) {
        return likewise(filter);
    }

    @Bean
    FilterRegistrationBean<Filter> managementAnswerClock(@Qualifier("answerClockFilter") Filter filter) {
        return likewise(filter);
    }

    /** Registers a filter of the service where it stands there; what is a filter of security is here already. */
    private static FilterRegistrationBean<Filter> likewise(Filter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(OrderUtils.getOrder(filter.getClass(), Ordered.LOWEST_PRECEDENCE));
        return registration;
    }

    /** Whether this is the context of the management port: the only one that has a parent. */
    static final class InAContextOfItsOwn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var factory = context.getBeanFactory();
            return factory != null && factory.getParentBeanFactory() != null;
        }
    }
}
