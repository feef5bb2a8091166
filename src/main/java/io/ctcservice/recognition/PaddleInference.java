package io.ctcservice.recognition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of the {@code inference.yml} that PaddleOCR exports with a model. */
final class PaddleInference {

    static final String FILE = "inference.yml";

    private static final int LONGEST = 16 << 20; // characters; a dictionary has some hundred thousand

    private PaddleInference() {}

    /** Returns the symbols listed in it, without the blank and the space. */
    static Optional<List<String>> characters(NetworkFiles files) throws NetworkFaultException {
        return read(files)
                .map(document -> document.at("/PostProcess/character_dict"))
                .filter(JsonNode::isArray)
                .map(symbols -> symbols.valueStream().map(JsonNode::asString).toList());
    }

    /** Returns the name of the decoder that the network is made for. */
    static Optional<String> decoder(NetworkFiles files) throws NetworkFaultException {
        return read(files)
                .map(document -> document.at("/PostProcess/name"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString);
    }

    /** Returns the height of the pictures: the second number of {@code image_shape}, which are colours, height and width. */
    static Optional<Integer> height(NetworkFiles files) throws NetworkFaultException {
        return read(files).stream()
                .flatMap(document -> document.at("/PreProcess/transform_ops").valueStream())
                .map(operation -> operation.at("/RecResizeImg/image_shape/1"))
                .filter(JsonNode::isInt)
                .map(JsonNode::asInt)
                .findFirst();
    }

    private static Optional<JsonNode> read(NetworkFiles files) throws NetworkFaultException {
        var content = files.beside(FILE);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            var options = new LoaderOptions();
            options.setCodePointLimit(LONGEST);
            Object document =
                    new Yaml(new SafeConstructor(options)).load(new String(content.get(), StandardCharsets.UTF_8));
            return Optional.of(JsonMapper.shared().valueToTree(document));
        } catch (YAMLException | JacksonException bad) {
            throw new NetworkFaultException("location", FILE + ": " + bad.getMessage());
        }
    }
}
