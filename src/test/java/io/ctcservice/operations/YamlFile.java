package io.ctcservice.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader of YAML files. */
final class YamlFile {

    private static final JsonMapper JSON = new JsonMapper();

    private YamlFile() {}

    /** Returns every document of a file. */
    static List<JsonNode> documents(String file) throws IOException {
        var trees = new ArrayList<JsonNode>();
        for (Object document : new Yaml().loadAll(Files.readString(Path.of(file)))) {
            trees.add(JSON.valueToTree(document));
        }
        return trees;
    }

    /** Returns the one document of a file. */
    static JsonNode document(String file) throws IOException {
        return documents(file).getFirst();
    }
}
