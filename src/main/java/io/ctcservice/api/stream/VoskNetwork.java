package io.ctcservice.api.stream;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/** The network of /vosk where the client names none. Thread-safe. */
@Component
final class VoskNetwork {

    private static final Logger LOG = LoggerFactory.getLogger(VoskNetwork.class);
    private static final String SETTING = "ctc.stream.vosk-network";

    private final Optional<String> configured;
    private final Networks networks;

    VoskNetwork(StreamSettings settings, Networks networks) {
        this.configured = Optional.ofNullable(settings.voskNetwork());
        this.networks = networks;
        if (networks.absence().isEmpty()) { // a machine that runs no networks has been warned already
            configured.ifPresent(this::requireStreaming);
            logDefault();
        }
    }

    /** Several may be meant: the log says which one it is. */
    private void logDefault() {
        var registered = networks.byName().entrySet().stream()
                .filter(entry -> !networks.isShipped(entry.getKey()))
                .filter(entry -> entry.getValue().streaming().isPresent())
                .map(Map.Entry::getKey)
                .toList();
        if (configured.isEmpty() && registered.size() > 1) {
            LOG.info("/vosk runs {}, the first by name; {} selects another", registered.getFirst(), SETTING);
        }
    }

    private void requireStreaming(String name) {
        NeuralNetwork network = networks.find(name)
                .orElseThrow(() ->
                        refused(name, "no network of that name: expected one of " + String.join(", ", streaming())));
        if (network.streaming().isEmpty()) {
            throw refused(name, name + " is no streaming network: expected a network that carries its state");
        }
    }

    /** Returns the names of all networks that carry their state; loads those that are loaded when first used. */
    private List<String> streaming() {
        return networks.byName().entrySet().stream()
                .filter(entry -> entry.getValue().streaming().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static InvalidConfigurationPropertyValueException refused(String name, String reason) {
        return new InvalidConfigurationPropertyValueException(SETTING, name, reason);
    }

    /**
     * Returns its name.
     *
     * @throws RefusedRequestException naming {@code /config/model} if there is none
     */
    String name() {
        return configured
                .or(() -> networks.byName().entrySet().stream()
                        .filter(entry -> entry.getValue().streaming().isPresent())
                        .map(Map.Entry::getKey)
                        .findFirst())
                .orElseThrow(() -> new RefusedRequestException(
                        "/config/model", "missing, and this server has no streaming network; see GET /networks"));
    }
}
