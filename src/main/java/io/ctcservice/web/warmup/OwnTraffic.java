package io.ctcservice.web.warmup;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The traffic of the service with itself, over its own port: what lies between the socket and the core gets compiled by
 * nothing else. A port that does not answer its own process, one that wants certificates of its clients for example, is
 * left alone after the first attempt.
 */
@Component
public final class OwnTraffic {

    private static final Logger LOG = LoggerFactory.getLogger(OwnTraffic.class);

    /** Matrices that need little time where nothing is compiled yet, and such as get loops compiled. */
    private static final int FEW_FRAMES = 60;

    private static final int MANY_FRAMES = 400;

    private final OwnRequests own;
    private final JsonMapper json;
    private final ServerProperties server;

    OwnTraffic(OwnRequests own, JsonMapper json, ServerProperties server) {
        this.own = own;
        this.json = json;
        this.server = server;
    }

    /** Returns a conversation with the service of this context, if it listens on a port; close it at the end. */
    public Optional<Conversation> with(ApplicationContext context) {
        if (!(context instanceof ServletWebServerApplicationContext web)
                || web.getWebServer() == null
                || web.getWebServer().getPort() <= 0) {
            return Optional.empty();
        }
        var servlets = web.getServletContext();
        String base = servlets == null ? "" : servlets.getContextPath();
        var ssl = server.getSsl();
        try {
            var client = new OwnClient(
                    server.getAddress(), web.getWebServer().getPort(), base, ssl != null && ssl.isEnabled());
            return Optional.of(new Conversation(client));
        } catch (GeneralSecurityException noTls) {
            LOG.debug("No requests to itself", noTls);
            return Optional.empty();
        }
    }

    /** Requests, one after the other. */
    public final class Conversation implements AutoCloseable {

        private final OwnClient client;
        private final WarmUpRequests small = WarmUpRequests.of(FEW_FRAMES, json);
        private final WarmUpRequests large = WarmUpRequests.of(MANY_FRAMES, json);
        private int next;

        private Conversation(OwnClient client) {
            this.client = client;
        }

        /** Sends a small request of each kind; returns whether they were answered. */
        public boolean first() {
            boolean isAnswered = true;
            for (int i = 0; i < small.count() && isAnswered; i++) {
                isAnswered = ask(small.get(i));
            }
            return isAnswered;
        }

        /**
         * Sends one request, unless clients have sent some since the last call: what these need is compiled sooner without it.
         * Returns whether it was answered or not needed.
         */
        public boolean go() {
            return own.takeOthers() > 0 || ask(large.get(next++));
        }

        private boolean ask(WarmUpRequest request) {
            String secret = own.value();
            if (secret == null) {
                return false;
            }
            try {
                int status = client.ask(request, secret);
                LOG.debug("{}: {}", request, status); // limits may refuse it
                return true;
            } catch (IOException unanswered) {
                LOG.debug("No more requests to itself", unanswered);
                close();
                return false;
            }
        }

        /** Ends all traffic: from now on no request passes for one of these. */
        @Override
        public void close() {
            own.end();
        }
    }
}
