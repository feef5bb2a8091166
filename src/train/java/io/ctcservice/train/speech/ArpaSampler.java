package io.ctcservice.train.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Random sentences of an n-gram model in ARPA's format: each word is drawn from the longest history that the model lists,
 * or, with the mass that is left over there, from a shorter one.
 */
final class ArpaSampler {

    private static final int MOST_WORDS = 30;
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

    /** @throws IOException if the file cannot be read */
    ArpaSampler(Path arpa) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(arpa)) {
            int order = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("\\")) {
                    order = Character.isDigit(line.charAt(1)) ? line.charAt(1) - '0' : 0;
                } else if (order > 0 && !line.isBlank()) {
                    add(line, order);
                }
            }
        }
    }

    private void add(String line, int order) {
        String[] parts = line.strip().split("\\s+", -1);
        String word = parts[order];
        if (!word.equals(BEGIN) && !word.equals("<unk>")) {
            String history = String.join(" ", List.of(parts).subList(1, order));
            byHistory
                    .computeIfAbsent(history, h -> new Followers())
                    .add(word, Math.pow(10, Double.parseDouble(parts[0])));
        }
    }

    /** Returns the vocabulary of the model. */
    Set<String> words() {
        return Set.copyOf(followers("").words());
    }

    /** Returns a sentence. */
    String draw(RandomGenerator random) {
        var words = new ArrayList<String>();
        words.add(BEGIN);
        while (words.size() <= MOST_WORDS) {
            String word = next(words, random);
            if (word.equals(END)) {
                break;
            }
            words.add(word);
        }
        return String.join(" ", words.subList(1, words.size()));
    }

    private String next(List<String> words, RandomGenerator random) {
        double mass = random.nextDouble();
        for (int length = Math.min(2, words.size()); length > 0; length--) {
            Followers followers = followers(String.join(" ", words.subList(words.size() - length, words.size())));
            if (mass < followers.mass()) {
                return followers.at(mass);
            }
            mass = random.nextDouble();
        }
        Followers all = followers("");
        return all.at(mass * all.mass());
    }

    private Followers followers(String history) {
        return byHistory.getOrDefault(history, new Followers());
    }
}
