package io.ctcservice.train.speech;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A generator of sentences in small letters, apostrophes and spaces: from texts, from a language model, single words,
 * and numbers, names and phrases of the telephone. One in twenty sentences of the texts is kept for tests.
 */
final class SpokenText {

    private static final int FEWEST_WORDS = 2;
    private static final int MOST_CHARACTERS = 105;
    private static final int KEPT = 20;

    /** Texts of Debian's fortunes that are not English, or no sentences. */
    private static final Set<String> LEFT_OUT = Set.of(
            "ascii-art", "banner", "brasil", "definizioni", "formiche", "italia", "itatrek", "jackfr", "mr.mirror");

    private final List<String> sentences;
    private final List<String> vocabulary;
    private final Optional<ArpaSampler> model;
    private final PhoneTalk phone = new PhoneTalk();
    private final Path texts;
    private final boolean forTests;

    /**
     * @param texts a folder, of whose files sentences are taken
     * @param words a list of words; sentences with others are left out
     * @param model in ARPA's format, whose words are known, too; may be absent
     * @throws IOException if one of them cannot be read
     */
    SpokenText(Path texts, Path words, Optional<Path> model, boolean forTests) throws IOException {
        this.model = model.isPresent() ? Optional.of(new ArpaSampler(model.get())) : Optional.empty();
        this.texts = texts;
        this.forTests = forTests;
        Set<String> known = new HashSet<>(this.model.map(ArpaSampler::words).orElse(Set.of()));
        for (String word : read(words).split("\n", -1)) {
            if (word.equals(word.toLowerCase(Locale.ROOT))) {
                known.add(word);
            }
        }
        var found = new ArrayList<String>();
        try (Stream<Path> files = Files.list(texts)) {
            for (Path file : files.filter(SpokenText::isEnglish).sorted().toList()) {
                for (String sentence : read(file).split("(?<=[.!?;:])\\s+|\n%\n|\n\n|\n\\s+|[\"()]", -1)) {
                    plain(sentence, known).filter(s -> isKept(s) == forTests).ifPresent(found::add);
                }
            }
        }
        this.sentences = found.stream().distinct().toList();
        this.vocabulary = this.model.map(ArpaSampler::words).orElse(known).stream()
                .filter(w -> w.matches("[a-z][a-z']+"))
                .sorted()
                .toList();
    }

    private static boolean isEnglish(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.matches(".*\\.(dat|u8)") && !LEFT_OUT.contains(name);
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static boolean isKept(String sentence) {
        return Math.floorMod(sentence.hashCode(), KEPT) == 0;
    }

    /** Returns a sentence without punctuation, if all of its words are known. */
    static Optional<String> plain(String sentence, Set<String> known) {
        String plain = sentence.toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[-.,;:!?\\s]+", " ")
                .strip();
        if (plain.length() > MOST_CHARACTERS || !plain.matches("[a-z' ]+")) {
            return Optional.empty();
        }
        String[] words = plain.split(" ", -1);
        boolean isKnown = words.length >= FEWEST_WORDS;
        for (String word : words) {
            isKnown &= known.contains(word);
        }
        return isKnown ? Optional.of(plain) : Optional.empty();
    }

    /** Returns the number of sentences of the texts. */
    int size() {
        return sentences.size();
    }

    /**
     * Returns a random sentence.
     *
     * @throws IllegalArgumentException if there are none in the texts
     */
    String draw(RandomGenerator random) {
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("texts=" + texts + " holds no sentence of listed words"
                    + (forTests ? " that is kept for tests, as one in " + KEPT + " is" : ""));
        }
        int kind = random.nextInt(100);
        if (forTests || kind < 55) {
            return sentences.get(random.nextInt(sentences.size()));
        }
        if (kind < 70) {
            return words(random);
        }
        return kind < 90 && model.isPresent() ? sampled(model.get(), random) : phone.draw(random);
    }

    /** Returns a sequence of random words, so that rare ones occur, too. */
    private String words(RandomGenerator random) {
        while (true) {
            var some = new StringJoiner(" ");
            for (int i = 2 + random.nextInt(4); i > 0; i--) {
                some.add(vocabulary.get(random.nextInt(vocabulary.size())));
            }
            if (some.length() <= MOST_CHARACTERS) {
                return some.toString();
            }
        }
    }

    private static String sampled(ArpaSampler model, RandomGenerator random) {
        while (true) {
            String sentence = model.draw(random);
            if (sentence.matches("[a-z][a-z' ]*") && sentence.length() <= MOST_CHARACTERS) {
                return sentence;
            }
        }
    }
}
