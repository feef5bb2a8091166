package io.ctcservice.web.security;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The host names of the service: loopback names, IP addresses, and those that are configured. A page that makes a name
 * of its own point here is told from others by that name alone. Immutable.
 */
final class KnownHosts {

    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f.:]*:[0-9a-f.:]*(%[\\w%.~-]+)?]");
    private static final Pattern NAME = Pattern.compile("[^/?#@*\\s]+");
    private static final Pattern LOOPBACK = Pattern.compile("(.+\\.)?localhost");

    private final Set<String> allowed;

    /** @throws InvalidConfigurationPropertyValueException if one is no name that a {@code Host} header could have */
    KnownHosts(Collection<String> allowed) {
        allowed.forEach(KnownHosts::requireName);
        this.allowed = allowed.stream().map(KnownHosts::name).collect(Collectors.toUnmodifiableSet());
    }

    private static void requireName(String host) {
        if (!NAME.matcher(host.strip()).matches()) {
            throw new InvalidConfigurationPropertyValueException(
                    "ctc.security.allowed-hosts",
                    host,
                    "expected names of hosts such as lab.example, each in full, found \"" + host + "\"");
        }
    }

    /** Returns whether a {@code Host} header, with or without a port, names this service. */
    boolean include(String host) {
        String name = name(host);
        return LOOPBACK.matcher(name).matches()
                || IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches()
                || allowed.contains(name);
    }

    /** Returns a host without its port and the final dot, in lower case. */
    private static String name(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (!name.endsWith("]")) {
            name = PORT.matcher(name).replaceFirst("");
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
