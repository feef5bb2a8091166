package io.ctcservice.config;

import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The named networks of this server.
 *
 * @param networks networks for sound and pictures by the names that requests use
 */
@Validated
@ConfigurationProperties("ctc")
record NetworkProperties(@DefaultValue Map<String, @Valid RegisteredNetwork> networks) {}
