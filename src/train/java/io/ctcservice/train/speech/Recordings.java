package io.ctcservice.train.speech;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** A recording and its transcript. */
    public record Item(String file, String truth) {}

    public Recordings {
        items = List.copyOf(items);
    }

    /** Returns the recordings of a set. */
    public static Recordings of(Path folder, String set) throws IOException {
        JsonNode index = new JsonMapper().readTree(folder.resolve("index.json").toFile());
        var items = new ArrayList<Item>();
        for (JsonNode item : index) {
            if (item.get("set").asString().equals(set)) {
                items.add(
                        new Item(item.get("file").asString(), item.get("truth").asString()));
            }
        }
        items.sort(Comparator.comparing(Item::file));
        return new Recordings(folder, items);
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

    /** Copies them into a store, unless it has something in it. */
    public void copy(SoundStore store, String source) throws IOException {
        if (store.utterances().isEmpty()) {
            for (Item item : items) {
                store.add(SpeechMaker.read(folder.resolve(item.file())), source, item.truth());
            }
        }
    }
}
