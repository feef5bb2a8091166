package io.ctcservice.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.text.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real network outputs with their true texts, which are not part of the project: tests that need them are skipped where
 * they are missing. They are looked for in {@code ../shared/data}, or where the system property {@code ctc.shared} or
 * the environment variable {@code CTC_SHARED} says.
 */
public final class SharedData {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\((\\d+),\\s*(\\d+)\\)");

    private final Path folder;

    private SharedData(Path folder) {
        this.folder = folder;
    }

    /** A line of a set: the emissions of one input, and what is known of it. */
    public record Item(
            String set,
            String id,
            Path file,
            ScoreKind kind,
            int blank,
            Path alphabet,
            String truth,
            Labels target,
            String greedy,
            double bestPathLogProb,
            double nll,
            double bestAlignmentLogProb) {

        public FloatMatrix scores() {
            return readNpy(file);
        }

        public Emissions emissions() {
            return Emissions.of(scores(), kind);
        }

        public Vocabulary vocabulary() {
            return Vocabulary.of(
                    readJson(alphabet).valueStream().map(JsonNode::asString).toList(), blank);
        }

        @Override
        public String toString() {
            return set + "/" + id;
        }
    }

    /** Returns the data, or empty where they are not on this machine. */
    public static Optional<SharedData> find() {
        var folder = Path.of(setting(System.getProperty("ctc.shared"), System.getenv("CTC_SHARED")), "data");
        return Files.isRegularFile(folder.resolve("index.json"))
                ? Optional.of(new SharedData(folder))
                : Optional.empty();
    }

    private static String setting(@Nullable String property, @Nullable String environment) {
        if (property != null) {
            return property;
        }
        return environment != null ? environment : "../shared";
    }

    /** Returns the data, or skips the test that asks. */
    public static SharedData require() {
        var data = find();
        assumeTrue(data.isPresent(), "skipped: the reference data are not there (../shared/data, or set CTC_SHARED)");
        return data.orElseThrow();
    }

    /** Returns a file of the data. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Returns every line of every set. */
    public List<Item> items() {
        var items = new ArrayList<Item>();
        for (JsonNode set : readJson(file("index.json")).get("sets")) {
            for (JsonNode item : set.get("items")) {
                items.add(item(set, item));
            }
        }
        return items;
    }

    /** Returns every line of one set. */
    public List<Item> items(String set) {
        return items().stream().filter(item -> item.set().equals(set)).toList();
    }

    private Item item(JsonNode set, JsonNode item) {
        return new Item(
                set.get("name").asString(),
                item.get("id").asString(),
                file(item.get("file").asString()),
                set.get("kind").asString().equals("probs") ? ScoreKind.PROBS : ScoreKind.LOGITS,
                set.get("blank").asInt(),
                file(set.get("alphabet").asString()),
                item.get("truth").asString(),
                Labels.of(item.get("target")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .toArray()),
                item.get("greedy").asString(),
                item.get("best_path_logp").asDouble(),
                item.get("nll").asDouble(),
                item.get("best_alignment_logp").asDouble());
    }

    /** Returns a JSON file. */
    public static JsonNode readJson(Path file) {
        return JSON.readTree(file);
    }

    /** Returns a two-dimensional {@code .npy} file, version 1.0, float32, C order: the only form these data have. */
    public static FloatMatrix readNpy(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = buffer.getShort(8);
        String header = new String(bytes, 10, headerLength, StandardCharsets.US_ASCII);
        Matcher shape = SHAPE.matcher(header);
        if (!shape.find() || !header.contains("'<f4'") || !header.contains("'fortran_order': False")) {
            throw new IllegalArgumentException(file + ": " + header);
        }
        int rows = Integer.parseInt(shape.group(1));
        int columns = Integer.parseInt(shape.group(2));
        var values = new float[rows * columns];
        buffer.position(10 + headerLength);
        buffer.asFloatBuffer().get(values);
        return FloatMatrix.adopt(rows, columns, values);
    }
}
