package io.ctcservice.config;

import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.math.Kernels;
import io.ctcservice.recognition.Networks;
import io.ctcservice.request.Vocabularies;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;
import org.springframework.web.context.WebApplicationContext;

/** A listener that logs one last line at start: the address of the service and its named things. */
@Component
final class ReadyLine implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);

    private final Vocabularies vocabularies;
    private final LanguageModels languageModels;
    private final Networks networks;

    ReadyLine(Vocabularies vocabularies, LanguageModels languageModels, Networks networks) {
        this.networks = networks;
        this.vocabularies = vocabularies;
        this.languageModels = languageModels;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            LOG.info(
                    "Ready on {}; vocabularies: {}; language models: {}; networks: {}; kernel: {}",
                    address(web, web.getWebServer().getPort()),
                    names(vocabularies.byName().keySet()),
                    names(languageModels.byName().keySet()),
                    names(networks.byName().keySet()),
                    Kernels.chosen());
        }
    }

    private static String address(WebServerApplicationContext web, int port) {
        var environment = web.getEnvironment();
        boolean isSecure = environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && (environment.containsProperty("server.ssl.bundle")
                        || environment.containsProperty("server.ssl.certificate")
                        || environment.containsProperty("server.ssl.key-store"));
        var servlets = web instanceof WebApplicationContext servlet ? servlet.getServletContext() : null;
        String path = servlets == null ? "" : servlets.getContextPath();
        return (isSecure ? "https://" : "http://") + host(environment.getProperty("server.address", "")) + ":" + port
                + path;
    }

    /** Returns the host that a browser on this machine would use: the loopback address if all interfaces are bound. */
    private static String host(String address) {
        try {
            if (address.isEmpty() || InetAddress.getByName(address).isAnyLocalAddress()) {
                return "127.0.0.1";
            }
        } catch (UnknownHostException unknown) {
            return address;
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static String names(Collection<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
