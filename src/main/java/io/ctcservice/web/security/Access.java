package io.ctcservice.web.security;

import io.ctcservice.codec.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The access settings of the service. Without keys, everyone who can reach the service may use it: by default only this
 * machine.
 *
 * @param apiKeys clients by name, with the SHA-256 of their key in hex ({@code printf %s "$key" | sha256sum}). With a key
 * set, all but health, the playground and the description of the API needs one, as {@code Authorization: Bearer} or
 * {@code X-API-Key}.
 * @param apiKeysFile more of them, one {@code name:hash} a line; empty lines and lines after {@code #} are skipped
 * @param allowedOrigins web pages of these origins may call the service from a browser (CORS); none by default
 * @param allowedHosts names by which the service may be called besides localhost and IP addresses, where no keys are set:
 * always where it listens on the loopback address, else by web pages. Others are refused with 421, so that no web page
 * reaches the service by a name that it makes point here (DNS rebinding).
 */
@ConfigurationProperties("ctc.security")
record Access(
        @DefaultValue Map<String, String> apiKeys,
        @Nullable Location apiKeysFile,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue List<String> allowedHosts) {}
