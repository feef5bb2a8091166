package io.ctcservice.train.print;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Words in the order of free texts, and words of lists, for lines to be made of. Their last twentieth is kept for tests.
 *
 * @param running words of texts, one text after the other
 * @param foreign the same in other languages of Latin-1
 * @param listed words of word lists, in no order
 */
record WordStock(List<String> running, List<String> foreign, List<String> listed) {

    /** The index of a file of fortunes, and a link to the file. */
    private static final Pattern COMPANION = Pattern.compile(".*\\.(dat|u8)");

    private static final Comparator<Path> LINKS_LAST =
            Comparator.<Path, Boolean>comparing(Files::isSymbolicLink).thenComparing(Comparator.naturalOrder());

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
     * Reads the texts below {@code texts}, such as those of fortunes, and the word lists in {@code lists}, links among them.
     *
     * @throws IOException if they cannot be read
     * @throws IllegalArgumentException if there are fewer words than parts
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
        requireSome(running, "texts", texts);
        requireSome(listed, "lists", lists);
        return new WordStock(part(running, forTests), part(foreign, forTests), part(listed, forTests));
    }

    private static void requireSome(List<String> words, String setting, Path folder) {
        if (words.size() < PARTS) {
            throw new IllegalArgumentException(
                    setting + "=" + folder + " holds " + words.size() + " words; expected at least " + PARTS);
        }
    }

    /** Returns the files below a folder but for the companions of fortunes, each once, however many links lead to it. */
    private static Collection<Path> files(Path folder) throws IOException {
        var files = new LinkedHashMap<Path, Path>();
        try (var found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : found.filter(Files::isRegularFile)
                    .filter(f -> !COMPANION.matcher(f.toString()).matches())
                    .sorted(LINKS_LAST)
                    .toList()) {
                files.putIfAbsent(file.toRealPath(), file);
            }
        }
        return files.values();
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
        return random.ints(words, 0, listed.size()).mapToObj(listed::get).toList();
    }
}
