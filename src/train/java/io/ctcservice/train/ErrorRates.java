package io.ctcservice.train;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.EditDistance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Character and word errors, summed over lines: edits divided by the length of the truth. */
final class ErrorRates {

    private long characters;
    private long characterErrors;
    private long words;
    private long wordErrors;

    void add(String read, String truth) {
        characters += truth.codePointCount(0, truth.length());
        characterErrors += EditDistance.between(
                Labels.of(read.codePoints().toArray()),
                Labels.of(truth.codePoints().toArray()));
        Map<String, Integer> numbers = new HashMap<>();
        int[] trueWords = words(truth, numbers);
        words += trueWords.length;
        wordErrors += EditDistance.between(Labels.of(words(read, numbers)), Labels.of(trueWords));
    }

    private static int[] words(String text, Map<String, Integer> numbers) {
        return Arrays.stream(text.split(" "))
                .filter(w -> !w.isEmpty())
                .mapToInt(w -> numbers.computeIfAbsent(w, n -> numbers.size()))
                .toArray();
    }

    /** Returns whether no lines were added. */
    boolean isEmpty() {
        return characters == 0;
    }

    /** Returns the character error rate in percent. */
    double cer() {
        return 100.0 * characterErrors / characters;
    }

    /** Returns the word error rate in percent. */
    double wer() {
        return 100.0 * wordErrors / words;
    }
}
