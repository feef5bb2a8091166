package io.ctcservice.web.server;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the end of the service.
 *
 * @param delay how long the service goes on answering after SIGTERM, no longer ready, until load balancers have noticed; each
 *     answer closes its connection
 */
@ConfigurationProperties("ctc.shutdown")
record Shutdown(@DefaultValue("0s") Duration delay) {}
