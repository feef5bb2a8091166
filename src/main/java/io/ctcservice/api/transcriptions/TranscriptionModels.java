package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RecognitionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** The networks by the names that clients of OpenAI use: their own, and OpenAI's for the default one. Thread-safe. */
@Component
final class TranscriptionModels {

    private static final Logger LOG = LoggerFactory.getLogger(TranscriptionModels.class);

    /** The shipped network for speech. */
    private static final String SHIPPED = "demo-english";

    private static final String SETTING = "ctc.transcription.default";
    private static final Pattern OPEN_AI =
            Pattern.compile("whisper-\\d+|gpt-(\\d+o-)?(mini-)?transcribe(-.*)?|gpt-\\d+o-mini-transcribe(-.*)?");

    private final Networks networks;
    private final TranscriptionProperties properties;

    TranscriptionModels(Networks networks, TranscriptionProperties properties) {
        this.networks = networks;
        this.properties = properties;
        requireDefault();
        logDefault();
    }

    /**
     * Stops the start if the default network does not exist or takes no sound; a machine that runs no networks has been
     * warned already.
     */
    private void requireDefault() {
        String name = properties.defaultNetwork();
        if (name != null && networks.absence().isEmpty()) {
            var network = networks.find(name);
            if (network.isEmpty() || !takesSound(network.get())) {
                String fault = network.isEmpty() ? "no network of that name: " : name + " cannot transcribe: ";
                throw new InvalidConfigurationPropertyValueException(SETTING, name, fault + known());
            }
        }
    }

    /** Several may be meant: the log says which one it is. */
    private void logDefault() {
        var registered = registered().toList();
        if (properties.defaultNetwork() == null && registered.size() > 1) {
            String first = registered.getFirst().description().name();
            LOG.info(
                    "OpenAI's names, such as whisper-1, select {}, the first by name; {} selects another",
                    first,
                    SETTING);
        }
    }

    /** Returns the user's networks for sound, in order. */
    private Stream<NeuralNetwork> registered() {
        return networks.byName().entrySet().stream()
                .filter(entry -> !networks.isShipped(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(network -> network.description().kind() == NetworkDescription.Kind.SPEECH);
    }

    /** Returns the names of the networks that can transcribe: those for sound. One that cannot be loaded is not among them. */
    List<String> names() {
        return networks.byName().entrySet().stream()
                .filter(entry -> takesSound(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean takesSound(NeuralNetwork network) {
        try {
            return network.description().kind() == NetworkDescription.Kind.SPEECH;
        } catch (RecognitionException unavailable) {
            return false;
        }
    }

    /** @throws ErrorResponseException (404) if a name selects no network that can transcribe */
    void requireKnown(String name) {
        if (networks.find(name).isPresent() && !names().contains(name)) {
            throw Refusals.unknownModel("the model " + JsonErrors.excerpt(name) + " cannot transcribe: " + known());
        }
        find(name);
    }

    /** Returns whether a user registered the network of this name. */
    boolean isUsers(String name) {
        return networks.find(name).isPresent() && !networks.isShipped(name);
    }

    /**
     * Returns the speech network that a model name selects.
     *
     * @throws ErrorResponseException if there is none for sound
     */
    NeuralNetwork find(String model) {
        var network = networks.find(model).or(() -> isOpenAis(model) ? byDefault(model) : Optional.empty());
        var found = network.orElseThrow(
                () -> Refusals.unknownModel("the model " + JsonErrors.excerpt(model) + " does not exist: " + known()));
        if (found.description().kind() != NetworkDescription.Kind.SPEECH) {
            throw Refusals.invalid("model", JsonErrors.excerpt(model) + " reads pictures, not sound; " + known());
        }
        return found;
    }

    /** Returns whether a name is one of OpenAI's models, which select the default network unless a network has that name. */
    static boolean isOpenAis(String model) {
        return OPEN_AI.matcher(model).matches();
    }

    private Optional<NeuralNetwork> byDefault(String model) {
        if (properties.defaultNetwork() != null) {
            return networks.find(properties.defaultNetwork());
        }
        var found = registered().findFirst().or(() -> networks.find(SHIPPED));
        if (found.isEmpty()) {
            throw Refusals.unknownModel("the model " + JsonErrors.excerpt(model)
                    + " stands for the default network for sound, and there is none: " + known());
        }
        return found;
    }

    private String known() {
        if (networks.absence().isPresent()) {
            return "this server runs none, " + networks.absence().get();
        }
        var names = names();
        return names.isEmpty()
                ? "this server has none for sound; they are registered by ctc.networks.<name>.location"
                : "expected one of " + String.join(", ", names);
    }
}
