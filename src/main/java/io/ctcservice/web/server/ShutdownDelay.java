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
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The time between the moment in which the service is no longer ready and that in which it takes no more connections. A load
 * balancer that has not noticed yet would get connections refused, and those cut that it keeps: so each answer in this time
 * asks it to close its connection.
 */
@Component
@EnableConfigurationProperties(Shutdown.class)
final class ShutdownDelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDelay.class);

    private final Duration delay;
    private final ApplicationContext context;
    private volatile boolean running;

    ShutdownDelay(Shutdown settings, ApplicationContext context) {
        this.delay = settings.delay();
        this.context = context;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (delay.isZero()) {
            return;
        }
        LOG.info("Not ready any more; answers requests for another {} s", delay.toSeconds());
        connectors().forEach(ShutdownDelay::closeEachAfterItsNextAnswer);
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Returns the phase that ends first. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
