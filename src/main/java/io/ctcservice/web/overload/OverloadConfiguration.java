package io.ctcservice.web.overload;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that protect the server from overload. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Capacity.class)
class OverloadConfiguration {

    /** The most bytes read by one system call; with Tomcat's 8 KB, bodies of megabytes take a tenth longer. */
    private static final String READ_SIZE = "16384";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedConnections(Capacity capacity) {
        return tomcat -> {
            tomcat.setProtocol(PeekingProtocol.class.getName());
            tomcat.addConnectorCustomizers(connector -> {
                connector.setMaxLocaleCount(
                        -1); // many accepted languages are not an error; headers have a limit anyway
                if (connector.getProtocolHandler() instanceof PeekingProtocol protocol) {
                    protocol.setHeaderTime(capacity.headerTime());
                    protocol.setMaxConnections(capacity.connections());
                    protocol.setProperty("socket.appReadBufSize", READ_SIZE);
                    protocol.setContinueResponseTiming(
                            "onRead"); // so that refused clients need not send the body at all
                }
            });
            tomcat.addEngineValves(new BodyClockValve(capacity.body()), new ConnectionValve());
        };
    }
}
