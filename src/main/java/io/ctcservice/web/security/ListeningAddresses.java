package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The addresses on which the service and its management port listen. */
@Component
final class ListeningAddresses {

    private final @Nullable InetAddress service;
    private final @Nullable InetAddress management;
    private final Environment environment;

    ListeningAddresses(ServerProperties server, Environment environment) {
        this.service = server.getAddress();
        var ofItsOwn = Binder.get(environment).bind("management.server.address", InetAddress.class);
        this.management = ofItsOwn.isBound() ? ofItsOwn.get() : service;
        this.environment = environment;
    }

    /** Returns whether only this machine can reach the port that a request came to. */
    boolean isLoopback(HttpServletRequest request) {
        return isLoopback(isManagement(request) ? management : service);
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress(); // no address means all addresses
    }

    private boolean isManagement(HttpServletRequest request) {
        Integer port = environment.getProperty("local.management.port", Integer.class);
        return port != null && port == request.getLocalPort();
    }
}
