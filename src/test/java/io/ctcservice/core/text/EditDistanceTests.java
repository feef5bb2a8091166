package io.ctcservice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Labels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTests {

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "flaw, lawn, 2", "ab, ba, 2"})
    void countsTheLeastEdits(String a, String b, int expected) {
        assertThat(EditDistance.between(labels(a), labels(b))).isEqualTo(expected);
    }

    @Test
    void agreesWithTheRecursiveDefinition() {
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            int[] a = random.ints(random.nextInt(6), 0, 3).toArray();
            int[] b = random.ints(random.nextInt(6), 0, 3).toArray();
            assertThat(EditDistance.between(Labels.of(a), Labels.of(b))).isEqualTo(recursive(a, b, 0, 0));
        }
    }

    private static int recursive(int[] a, int[] b, int i, int j) {
        if (i == a.length || j == b.length) {
            return a.length - i + b.length - j;
        }
        int substituted = recursive(a, b, i + 1, j + 1) + (a[i] == b[j] ? 0 : 1);
        return Math.min(substituted, 1 + Math.min(recursive(a, b, i + 1, j), recursive(a, b, i, j + 1)));
    }

    private static Labels labels(String text) {
        return Vocabulary.ofEnglish().labels(text);
    }
}
