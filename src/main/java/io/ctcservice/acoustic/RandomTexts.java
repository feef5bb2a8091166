package io.ctcservice.acoustic;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.Vocabulary;

/**
 * Random texts for training without language: one to four words of one to eight letters of the English alphabet, all
 * equally likely; one letter in six repeats the one before.
 */
final class RandomTexts {

    private RandomTexts() {}

    static Labels next(SeededRandom random) {
        var text = new StringBuilder();
        int words = random.nextInt(1, 4);
        for (int word = 0; word < words; word++) {
            if (word > 0) {
                text.append(' ');
            }
            int letters = random.nextInt(1, 8);
            for (int i = 0; i < letters; i++) {
                boolean repeat = i > 0 && random.nextInt(1, 6) == 1;
                text.append(repeat ? text.charAt(text.length() - 1) : (char) random.nextInt('a', 'z'));
            }
        }
        return Vocabulary.ofEnglish().labels(text.toString());
    }
}
