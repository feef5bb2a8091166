package io.ctcservice.recognition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A reader of the {@code inference.yml} that PaddleOCR exports with a model. */
final class PaddleInference {

    static final String FILE = "inference.yml";

    private static final int LONGEST = 16 << 20; // characters; a dictionary has some hundred thousand

    private PaddleInference() {}

    /** Returns the symbols listed in it, without the blank and the space. */
    static Optional<List<String>> characters(NetworkFiles files) throws NetworkFaultException {
        var content = files.beside(FILE);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            var options = new LoaderOptions();
            options.setCodePointLimit(LONGEST);
            Object document =
                    new Yaml(new SafeConstructor(options)).load(new String(content.get(), StandardCharsets.UTF_8));
            if (document instanceof Map<?, ?> root
                    && root.get("PostProcess") instanceof Map<?, ?> post
                    && post.get("character_dict") instanceof List<?> symbols) {
                return Optional.of(symbols.stream().map(Objects::toString).toList());
            }
            return Optional.empty();
        } catch (YAMLException bad) {
            throw new NetworkFaultException("location", FILE + ": " + bad.getMessage());
        }
    }
}
