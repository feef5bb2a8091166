package io.ctcservice.recognition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A reader of the {@code inference.yml} that PaddleOCR exports with a model. */
final class PaddleInference {

    static final String FILE = "inference.yml";

    private static final String RESIZING = "RecResizeImg";
    private static final int LONGEST = 16 << 20; // characters; a dictionary has some hundred thousand

    private PaddleInference() {}

    /** Returns the symbols listed in it, without the blank and the space. */
    static Optional<List<String>> characters(NetworkFiles files) throws NetworkFaultException {
        return part(files, "PostProcess")
                .map(post -> post.get("character_dict"))
                .map(symbols -> symbols instanceof List<?> list
                        ? list.stream().map(Objects::toString).toList()
                        : null);
    }

    /** Returns the name of the decoder that the network is made for. */
    static Optional<String> decoder(NetworkFiles files) throws NetworkFaultException {
        return part(files, "PostProcess").map(post -> post.get("name")).map(Objects::toString);
    }

    /** Returns the height of the pictures: the second number of {@code image_shape}. */
    static Optional<Integer> height(NetworkFiles files) throws NetworkFaultException {
        return part(files, "PreProcess").map(pre -> pre.get("transform_ops")).map(PaddleInference::heightIn);
    }

    private static @Nullable Integer heightIn(Object operations) {
        return operations instanceof List<?> list
                ? list.stream()
                        .map(operation -> operation instanceof Map<?, ?> map ? map.get(RESIZING) : null)
                        .map(resizing -> resizing instanceof Map<?, ?> map ? map.get("image_shape") : null)
                        .map(shape -> shape instanceof List<?> sizes && sizes.size() == 3 ? sizes.get(1) : null)
                        .filter(Integer.class::isInstance)
                        .map(Integer.class::cast)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static Optional<Map<?, ?>> part(NetworkFiles files, String name) throws NetworkFaultException {
        var content = files.beside(FILE);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            var options = new LoaderOptions();
            options.setCodePointLimit(LONGEST);
            Object document =
                    new Yaml(new SafeConstructor(options)).load(new String(content.get(), StandardCharsets.UTF_8));
            return document instanceof Map<?, ?> root && root.get(name) instanceof Map<?, ?> part
                    ? Optional.of(part)
                    : Optional.empty();
        } catch (YAMLException bad) {
            throw new NetworkFaultException("location", FILE + ": " + bad.getMessage());
        }
    }
}
