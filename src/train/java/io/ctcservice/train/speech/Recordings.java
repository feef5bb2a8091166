package io.ctcservice.train.speech;

import io.ctcservice.audio.SoundFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recordings of people in a folder, whose {@code index.json} is a list of objects with {@code set}, {@code file} and
 * {@code truth}, the last in small letters, apostrophes and spaces.
 *
 * @param folder that they are in
 * @param items in the order of their files' names
 */
public record Recordings(Path folder, List<Item> items) {

    private static final int KEPT = 6;
    private static final Pattern SPELLED = Pattern.compile("[a-z' ]*");

    /** A recording and its transcript. */
    public record Item(String file, String truth) {}

    public Recordings {
        items = List.copyOf(items);
    }

    /**
     * Returns the recordings of a set.
     *
     * @throws IOException if there is no such set, or naming what is wrong with the index
     */
    public static Recordings of(Path folder, String set) throws IOException {
        Path file = folder.resolve("index.json");
        var items = new ArrayList<Item>();
        var sets = new TreeSet<String>();
        for (JsonNode item : index(file)) {
            String of = text(item, "set", file);
            sets.add(of);
            if (of.equals(set)) {
                items.add(item(item, file));
            }
        }
        if (items.isEmpty()) {
            throw new IOException(file + " has no set \"" + set + "\", but " + String.join(", ", sets)
                    + ": name those to learn from in learned=, those to test with in tested=");
        }
        items.sort(Comparator.comparing(Item::file));
        return new Recordings(folder, items);
    }

    private static JsonNode index(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no " + file + ", which lists the recordings");
        }
        try {
            JsonNode index = new JsonMapper().readTree(Files.readAllBytes(file));
            if (index.isArray()) {
                return index;
            }
        } catch (JacksonException bad) {
            throw new IOException(file + " is no JSON: " + bad.getOriginalMessage(), bad);
        }
        throw new IOException(file + " is no list of recordings");
    }

    private static Item item(JsonNode item, Path index) throws IOException {
        String file = text(item, "file", index);
        String truth = text(item, "truth", index);
        if (!SPELLED.matcher(truth).matches()) {
            throw new IOException(index + ": the truth of " + file
                    + " has other characters than a to z, spaces and apostrophes: " + truth);
        }
        return new Item(file, truth);
    }

    private static String text(JsonNode item, String name, Path index) throws IOException {
        JsonNode text = item.path(name);
        if (!text.isString()) {
            throw new IOException(index + ": a recording without a " + name + ": " + item);
        }
        return text.asString();
    }

    /** Returns the sixth of the recordings that is kept for tests, or the rest. */
    public Recordings part(boolean forTests) {
        var part = new ArrayList<Item>();
        for (int i = 0; i < items.size(); i++) {
            if ((i % KEPT == KEPT - 1) == forTests) {
                part.add(items.get(i));
            }
        }
        return new Recordings(folder, part);
    }

    /**
     * Copies them into a store, from where an earlier run ended.
     *
     * @throws IOException if it holds something else, or naming a recording that cannot be read
     */
    public void copy(SoundStore store, String source) throws IOException {
        List<String> truths = items.stream().map(Item::truth).toList();
        List<String> copied = store.utterances().stream().map(Utterance::text).toList();
        if (copied.size() > truths.size() || !copied.equals(truths.subList(0, copied.size()))) {
            throw new IOException(
                    "the sound \"" + source + "\" is of other recordings than index.json lists now: delete " + source
                            + ".pcm and " + source + ".tsv to make it anew");
        }
        for (Item item : items.subList(copied.size(), items.size())) {
            store.add(read(item), source, item.truth());
        }
    }

    private double[] read(Item item) throws IOException {
        try {
            return SpeechMaker.read(folder.resolve(item.file()));
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no " + missing.getFile() + ", which index.json lists", missing);
        } catch (SoundFormatException bad) {
            throw new IOException(item.file() + " cannot be read: " + bad.getMessage(), bad);
        }
    }
}
