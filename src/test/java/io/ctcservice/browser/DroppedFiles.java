package io.ctcservice.browser;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Contents of files that tests drop onto the playground. */
final class DroppedFiles {

    private DroppedFiles() {}

    /** Ten frames a word, of which most are of the blank, class 0, and read "co". */
    static float[][] logits(int words) {
        int[] path = {0, 0, 0, 1, 0, 0, 2, 2, 0, 0};
        var logits = new float[words * path.length][5];
        for (int t = 0; t < logits.length; t++) {
            logits[t][path[t % path.length]] = 9;
        }
        return logits;
    }

    static final byte[] VOCABULARY = json("<blank>", "c", "o", "d", "e");

    static byte[] json(String... symbols) {
        return IntStream.range(0, symbols.length)
                .mapToObj(v -> '"' + symbols[v] + '"')
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
