package io.ctcservice.train;

import io.ctcservice.train.print.Grey;
import io.ctcservice.train.print.LineMaker;
import io.ctcservice.train.print.PrintAlphabet;
import io.ctcservice.train.print.PrintedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test set of lines.
 *
 * @param name of the set
 * @param lines pictures and their transcripts
 */
record TestLines(String name, List<Line> lines) {

    /**
     * @param truth what stands there
     * @param other what another network reads there, if that is known
     */
    record Line(Grey picture, String truth, @Nullable String other) {

        boolean hasOther() {
            return other != null;
        }
    }

    TestLines {
        lines = List.copyOf(lines);
    }

    /**
     * Returns lines in fonts and of texts that are never trained with.
     *
     * @param degraded whether they are degraded like the training data, or as from a good scanner
     */
    static TestLines made(String name, LineMaker maker, int count, boolean degraded) {
        var alphabet = new PrintAlphabet();
        var lines = new ArrayList<Line>();
        for (int i = 0; i < count; i++) {
            PrintedLine line = degraded ? maker.make(i, Integer.MAX_VALUE) : maker.makeClean(i);
            lines.add(new Line(line.picture(), alphabet.text(alphabet.labels(line.drawn())), null));
        }
        return new TestLines(name, lines);
    }

    /**
     * Returns the pictures of a set that {@code index.json} of a folder lists.
     *
     * @throws IOException if a file cannot be read
     */
    static TestLines listed(Path folder, String set) throws IOException {
        JsonNode index = index(folder.resolve("index.json"));
        var lines = new ArrayList<Line>();
        for (JsonNode candidate : index.path("sets")) {
            if (candidate.path("name").asString("").equals(set)) {
                for (JsonNode item : candidate.path("items")) {
                    if (item.hasNonNull("image") && item.hasNonNull("truth")) {
                        lines.add(line(folder, item));
                    }
                }
            }
        }
        if (lines.isEmpty()) {
            throw new IOException("no pictures of " + set + " in " + folder);
        }
        return new TestLines(set, lines);
    }

    private static JsonNode index(Path file) throws IOException {
        try {
            return new JsonMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException bad) {
            throw new IOException(file + " is no JSON: " + bad.getOriginalMessage(), bad);
        }
    }

    private static Line line(Path folder, JsonNode item) throws IOException {
        return new Line(
                Grey.read(folder.resolve(item.get("image").asString())),
                item.get("truth").asString(),
                item.path("greedy").asStringOpt().orElse(null));
    }

    /** Returns the same lines with what stands in them in small letters, figures and spaces. */
    TestLines folded() {
        return new TestLines(
                name,
                lines.stream()
                        .map(line -> new Line(line.picture(), FoldedReader.fold(line.truth()), null))
                        .toList());
    }

    /** Returns the errors of a network in them. */
    ErrorRates read(LineReader reader) {
        var errors = new ErrorRates();
        for (Line line : lines) {
            errors.add(reader.read(line.picture()), line.truth());
        }
        return errors;
    }
}
