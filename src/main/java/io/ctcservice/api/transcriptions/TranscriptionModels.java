package io.ctcservice.api.transcriptions;

import io.ctcservice.codec.json.JsonErrors;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** The networks by the names that clients of OpenAI use: their own, and OpenAI's for the default one. Thread-safe. */
@Component
final class TranscriptionModels {

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
    }

    /** A setting that means nothing stops the start; a machine that runs no network has been warned of already. */
    private void requireDefault() {
        String name = properties.defaultNetwork();
        if (name != null && networks.absence().isEmpty() && networks.find(name).isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(SETTING, name, "no network of that name: " + known());
        }
    }

    /** Returns all networks. */
    Networks networks() {
        return networks;
    }

    /**
     * Returns the network that a model stands for, one for sound.
     *
     * @throws ErrorResponseException if there is none
     */
    NeuralNetwork find(String model) {
        var network = networks.find(model).or(() -> isOpenAis(model) ? byDefault(model) : Optional.empty());
        var found = network.orElseThrow(
                () -> Refusals.unknownModel("the model " + JsonErrors.excerpt(model) + " does not exist: " + known()));
        if (found.description().kind() != NetworkDescription.Kind.SPEECH) {
            throw Refusals.invalid(
                    "model", JsonErrors.excerpt(model) + " reads pictures; expected a network for sound");
        }
        return found;
    }

    /** Returns whether a name stands for the default network where no network has it. */
    static boolean isOpenAis(String model) {
        return OPEN_AI.matcher(model).matches();
    }

    private Optional<NeuralNetwork> byDefault(String model) {
        if (properties.defaultNetwork() != null) {
            return networks.find(properties.defaultNetwork());
        }
        var found = networks.byName().entrySet().stream()
                .filter(entry -> !networks.isShipped(entry.getKey()))
                .map(entry -> entry.getValue())
                .filter(network -> network.description().kind() == NetworkDescription.Kind.SPEECH)
                .findFirst()
                .or(() -> networks.find(SHIPPED));
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
        return networks.byName().isEmpty()
                ? "this server has none; they are registered by ctc.networks.<name>.location"
                : "expected one of " + String.join(", ", networks.byName().keySet());
    }
}
