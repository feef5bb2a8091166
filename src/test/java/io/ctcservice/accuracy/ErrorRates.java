package io.ctcservice.accuracy;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.EditDistance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Character and word error rates: summed edit distance over the summed length of the truth. */
final class ErrorRates {

    private final Map<String, Integer> words = new HashMap<>();
    private long characters;
    private long characterErrors;
    private long trueWords;
    private long wordErrors;

    /** Counts one line; the words are what stands between spaces. */
    void add(String truth, String read) {
        Labels trueCharacters = characters(truth);
        characters += trueCharacters.length();
        characterErrors += EditDistance.between(trueCharacters, characters(read));
        Labels expected = words(truth);
        trueWords += expected.length();
        wordErrors += EditDistance.between(expected, words(read));
    }

    private static Labels characters(String text) {
        return Labels.of(text.codePoints().toArray());
    }

    private Labels words(String text) {
        return Labels.of(Arrays.stream(text.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .mapToInt(word -> words.computeIfAbsent(word, unseen -> words.size() + 1))
                .toArray());
    }

    /** Returns the character error rate. */
    double cer() {
        return (double) characterErrors / characters;
    }

    /** Returns the word error rate. */
    double wer() {
        return (double) wordErrors / trueWords;
    }
}
