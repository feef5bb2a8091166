package io.ctcservice.train.speech;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;

/**
 * Random sentences of an n-gram model in ARPA's format: each word is drawn from the longest history that the model lists,
 * or, with the mass that is left over there, from a shorter one, of the words that the longer one does not list.
 */
final class ArpaSampler {

    private static final int MOST_WORDS = 30;
    private static final int MOST_TRIES = 1000;
    private static final int GZIP_MAGIC = 0x1f;
    private static final String BEGIN = "<s>";
    private static final String END = "</s>";

    /** The words that may follow a history, with their cumulative probabilities. */
    private record Followers(List<String> words, List<Double> sums) {

        Followers() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(String word, double probability) {
            words.add(word);
            sums.add((sums.isEmpty() ? 0 : sums.getLast()) + probability);
        }

        double mass() {
            return sums.isEmpty() ? 0 : sums.getLast();
        }

        String at(double mass) {
            int low = 0;
            int high = sums.size() - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sums.get(middle) > mass) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return words.get(low);
        }
    }

    private final Map<String, Followers> byHistory = new HashMap<>();
    private int longest;

    /** @throws IOException if the file, which may be compressed by gzip, cannot be read or lists no words */
    ArpaSampler(Path arpa) throws IOException {
        try (var file = new BufferedInputStream(Files.newInputStream(arpa));
                var lines =
                        new BufferedReader(new InputStreamReader(plain(file), StandardCharsets.UTF_8.newDecoder()))) {
            int order = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("\\")) {
                    order = line.strip().endsWith("-grams:") ? Integer.parseInt(line, 1, line.indexOf('-'), 10) : 0;
                    longest = Math.max(longest, order - 1);
                } else if (order > 0 && !line.isBlank()) {
                    add(line, order);
                }
            }
        }
        if (words().isEmpty()) {
            throw new IOException(arpa + " lists no words; expected a language model in ARPA's format");
        }
    }

    private static InputStream plain(InputStream file) throws IOException {
        file.mark(1);
        int first = file.read();
        file.reset();
        return first == GZIP_MAGIC ? new GZIPInputStream(file) : file;
    }

    private void add(String line, int order) {
        String[] parts = line.strip().split("[ \t]+", -1);
        String word = parts[order];
        if (!word.equals(BEGIN) && !word.equals("<unk>")) {
            String history = String.join(" ", List.of(parts).subList(1, order));
            byHistory.computeIfAbsent(history, h -> new Followers()).add(word, probability(parts[0]));
        }
    }

    /** Returns a probability by its logarithm to base 10, which other programs write as -inf or -99 where it is 0. */
    private static double probability(String logarithm) {
        boolean isLogZero = logarithm.equalsIgnoreCase("-inf") || logarithm.equalsIgnoreCase("-infinity");
        return isLogZero ? 0 : Math.pow(10, Double.parseDouble(logarithm));
    }

    /** Returns the vocabulary of the model. */
    Set<String> words() {
        return Set.copyOf(followers(List.of()).words());
    }

    /** Returns a sentence. */
    String draw(RandomGenerator random) {
        var words = new ArrayList<String>();
        words.add(BEGIN);
        while (words.size() <= MOST_WORDS) {
            String word = next(words.subList(Math.max(0, words.size() - longest), words.size()), random);
            if (word.equals(END)) {
                break;
            }
            words.add(word);
        }
        return String.join(" ", words.subList(1, words.size()));
    }

    private String next(List<String> history, RandomGenerator random) {
        Followers followers = followers(history);
        if (history.isEmpty()) {
            return followers.at(random.nextDouble() * followers.mass());
        }
        List<String> shorter = history.subList(1, history.size());
        double mass = random.nextDouble();
        if (mass < followers.mass()) {
            return followers.at(mass);
        }
        for (int i = 0; i < MOST_TRIES; i++) {
            String word = next(shorter, random);
            if (!followers.words().contains(word)) {
                return word;
            }
        }
        return followers.at(random.nextDouble() * followers.mass()); // what is left over is rounding
    }

    private Followers followers(List<String> history) {
        return byHistory.getOrDefault(String.join(" ", history), new Followers());
    }
}
