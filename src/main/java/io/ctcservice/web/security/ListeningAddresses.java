package io.ctcservice.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The addresses on which the service and its management port listen. Thread-safe; nothing is looked up in the environment for a
 * request: that takes a lock, for which requests that come at once would queue.
 */
@Component
final class ListeningAddresses implements ApplicationListener<WebServerInitializedEvent> {

    private static final String MANAGEMENT = "management";
    private static final int NO_PORT = -1;

    private final boolean isServiceOnLoopback;
    private final boolean isManagementOnLoopback;
    private volatile int managementPort = NO_PORT;

    ListeningAddresses(ServerProperties server, Environment environment) {
        this.isServiceOnLoopback = isLoopback(server.getAddress());
        var ofItsOwn = Binder.get(environment).bind("management.server.address", InetAddress.class);
        this.isManagementOnLoopback = ofItsOwn.isBound() ? isLoopback(ofItsOwn.get()) : isServiceOnLoopback;
    }

    private static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress(); // no address means all addresses
    }

    /** Notes the management port, if it is one of its own. */
    @Override
    public void onApplicationEvent(WebServerInitializedEvent started) {
        if (MANAGEMENT.equals(started.getApplicationContext().getServerNamespace())) {
            managementPort = started.getWebServer().getPort();
        }
    }

    /** Returns whether only this machine can reach the port that a request came to. */
    boolean isLoopback(HttpServletRequest request) {
        return request.getLocalPort() == managementPort ? isManagementOnLoopback : isServiceOnLoopback;
    }
}
