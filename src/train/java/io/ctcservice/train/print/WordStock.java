package io.ctcservice.train.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Words in the order of free texts, and words of lists, for lines to be made of. Their last twentieth is kept for tests.
 *
 * @param running words of texts, one text after the other
 * @param foreign the same in other languages of Latin-1
 * @param listed words of word lists, in no order
 */
record WordStock(List<String> running, List<String> foreign, List<String> listed) {

    private static final int LONGEST_WORD = 18;
    private static final int PARTS = 20;
    private static final List<String> LANGUAGES = List.of("de", "es", "fr", "it", "pt", "brasil", "sv");
    /** Files in another alphabet, or rotated by 13 letters. */
    private static final List<String> LEFT_OUT = List.of(
            "ar",
            "cs",
            "ja",
            "sk",
            "tr",
            "vi",
            "zh_CN",
            "zh_TW",
            "off",
            "eo",
            "pl",
            "ru",
            "bg",
            "ascii-art",
            "asciiart");

    WordStock {
        running = List.copyOf(running);
        foreign = List.copyOf(foreign);
        listed = List.copyOf(listed);
    }

    /**
     * Reads the files of fortunes below {@code texts} and the word lists in {@code lists}.
     *
     * @throws IOException if they cannot be read
     */
    static WordStock read(Path texts, Path lists, PrintAlphabet alphabet, boolean forTests) throws IOException {
        var running = new ArrayList<String>();
        var foreign = new ArrayList<String>();
        var listed = new ArrayList<String>();
        for (Path file : files(texts)) {
            List<String> names = Arrays.asList(texts.relativize(file).toString().split("/"));
            if (names.stream().noneMatch(LEFT_OUT::contains)) {
                addWords(names.stream().anyMatch(LANGUAGES::contains) ? foreign : running, file, alphabet);
            }
        }
        for (Path file : files(lists)) {
            addWords(listed, file, alphabet);
        }
        return new WordStock(part(running, forTests), part(foreign, forTests), part(listed, forTests));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(f -> !Files.isSymbolicLink(f))
                    .filter(f -> f.getFileName().toString().indexOf('.') < 0)
                    .sorted()
                    .toList();
        }
    }

    private static void addWords(List<String> words, Path file, PrintAlphabet alphabet) throws IOException {
        for (String word : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\s+", -1)) {
            if (!word.isEmpty() && word.length() < LONGEST_WORD && alphabet.covers(word) && !word.equals("%")) {
                words.add(word);
            }
        }
    }

    private static List<String> part(List<String> words, boolean forTests) {
        int cut = words.size() - words.size() / PARTS;
        return forTests ? words.subList(cut, words.size()) : words.subList(0, cut);
    }

    /** Returns words that follow each other in a text. */
    List<String> run(RandomGenerator random, int words) {
        List<String> from = !foreign.isEmpty() && random.nextInt(100) < 12 ? foreign : running;
        int start = random.nextInt(Math.max(1, from.size() - words));
        return from.subList(start, Math.min(from.size(), start + words));
    }

    /** Returns words of the lists. */
    List<String> scattered(RandomGenerator random, int words) {
        List<String> from = listed.isEmpty() ? running : listed;
        return random.ints(words, 0, from.size()).mapToObj(from::get).toList();
    }
}
