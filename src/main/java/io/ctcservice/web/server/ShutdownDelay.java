package io.ctcservice.web.server;

import java.time.Duration;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/**
 * The time between the moment in which the service is no longer ready and that in which it takes no more connections. A load
 * balancer that has not noticed yet would get connections refused, and those cut that it keeps: so each answer in this time
 * asks it to close its connection.
 */
@Component
@EnableConfigurationProperties(Shutdown.class)
final class ShutdownDelay extends ShutdownPause {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDelay.class);

    private final ApplicationContext context;

    /** Comes first, in the highest phase. */
    ShutdownDelay(Shutdown settings, ApplicationContext context) {
        super(DEFAULT_PHASE, settings.delay());
        this.context = context;
    }

    @Override
    void begin(Duration pause) {
        LOG.info("Not ready any more; answers requests for another {} s", pause.toSeconds());
        connectors().forEach(ShutdownDelay::closeEachAfterItsNextAnswer);
    }

    private Stream<Connector> connectors() {
        return context instanceof ServletWebServerApplicationContext web
                        && web.getWebServer() instanceof TomcatWebServer server
                ? Stream.of(server.getTomcat().getService().findConnectors())
                : Stream.empty();
    }

    private static void closeEachAfterItsNextAnswer(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.setMaxKeepAliveRequests(1);
        }
    }
}
