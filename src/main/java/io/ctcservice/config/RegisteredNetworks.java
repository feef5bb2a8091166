package io.ctcservice.config;

import io.ctcservice.codec.Location;
import io.ctcservice.recognition.LazyNetwork;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.Networks;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.RecognitionException;
import io.ctcservice.recognition.VocabularyFile;
import io.ctcservice.recognition.onnx.OnnxNetworks;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.io.ClassPathResource;

/** A loader of networks: the configured ones at start, the shipped ones when they are first used. */
final class RegisteredNetworks {

    /** The names of the networks in the jar, each a file of that name. */
    static final List<String> SHIPPED = List.of("print", "demo-english", "demo-english-streaming");

    private static final Logger LOG = LoggerFactory.getLogger(RegisteredNetworks.class);

    private final OnnxRuntime runtime;

    private RegisteredNetworks(OnnxRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Returns the networks; a bad one stops the start with its setting and the fault. A machine that cannot run networks
     * has none, and logs the reason. The library is loaded if it is needed now.
     */
    static Networks load(Map<String, RegisteredNetwork> registered) {
        try {
            var missing = OnnxRuntime.missing();
            if (missing.isPresent()) {
                return none(missing.get());
            }
            var users = registered.isEmpty()
                    ? new LinkedHashMap<String, NeuralNetwork>()
                    : new RegisteredNetworks(OnnxRuntime.load()).users(registered);
            return Networks.of(users, shipped());
        } catch (OnnxRuntimeException unable) {
            return none(String.valueOf(unable.getMessage()));
        }
    }

    private static Networks none(String why) {
        LOG.warn("There are no networks: {}", why);
        return Networks.none(why);
    }

    /** Returns the user's networks by name: settings come from many sources, which have no order in common. */
    private SequencedMap<String, NeuralNetwork> users(Map<String, RegisteredNetwork> registered) {
        var networks = new LinkedHashMap<String, NeuralNetwork>();
        boolean isComplete = false;
        try {
            new TreeMap<>(registered).forEach((name, network) -> networks.put(name, user(name, network)));
            isComplete = true;
        } finally {
            if (!isComplete) {
                networks.values().forEach(NeuralNetwork::close);
            }
        }
        return networks;
    }

    private NeuralNetwork user(String name, RegisteredNetwork registered) {
        try {
            var settings = new NetworkSettings(registered.values(), vocabulary(registered.vocabulary()));
            var network = OnnxNetworks.load(runtime, name, files(registered.location()), settings);
            var known = network.description();
            LOG.info(
                    "network {}: {}, {} symbols, {}",
                    name,
                    known.kind(),
                    known.vocabulary().size(),
                    known.height() == null ? known.sampleRate() + " Hz" : known.height() + " pixels high");
            return network;
        } catch (NetworkFaultException bad) {
            throw new InvalidConfigurationPropertyValueException(
                    "ctc.networks." + name + "." + bad.setting(),
                    "",
                    registered.location().fault(bad));
        }
    }

    private static NetworkFiles files(Location location) throws NetworkFaultException {
        try {
            var path = location.path();
            if (path.isPresent()) {
                return NetworkFiles.at(path.get());
            }
            try (var stream = location.open()) {
                return NetworkFiles.of(stream.readAllBytes());
            }
        } catch (IOException bad) {
            throw new NetworkFaultException("location", String.valueOf(bad.getMessage()));
        }
    }

    private static Optional<VocabularyFile> vocabulary(@Nullable Location location) throws NetworkFaultException {
        if (location == null) {
            return Optional.empty();
        }
        try (var stream = location.open()) {
            return Optional.of(new VocabularyFile(stream.readAllBytes()));
        } catch (IOException bad) {
            throw new NetworkFaultException("vocabulary", location.fault(bad));
        }
    }

    private static SequencedMap<String, NeuralNetwork> shipped() {
        var networks = new LinkedHashMap<String, NeuralNetwork>();
        SHIPPED.forEach(name -> networks.put(name, new LazyNetwork(() -> shipped(name))));
        return networks;
    }

    private static NeuralNetwork shipped(String name) {
        try (var file = new ClassPathResource("networks/" + name + ".onnx").getInputStream()) {
            var files = NetworkFiles.of(file.readAllBytes());
            return OnnxNetworks.load(OnnxRuntime.load(), name, files, NetworkSettings.none());
        } catch (NetworkFaultException | OnnxRuntimeException | IOException broken) {
            throw RecognitionException.unavailable("the network " + name + ": " + broken.getMessage(), broken);
        }
    }
}
