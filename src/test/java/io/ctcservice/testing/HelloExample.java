package io.ctcservice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;

/** The expected output of the examples of {@link Documentation#CLIENTS}, each in its language. */
public final class HelloExample {

    private HelloExample() {}

    /**
     * Fails unless an example printed, of "hello you" as the trained model hears it: the loss, reckoned here by the plain
     * recursion; what is read; and the error for a character that is not in the vocabulary.
     */
    public static void require(String printed, int port) {
        var answer = new ServiceClient(port).ask("/synthesize", """
                {"text": "hello you", "model": "trained", "seed": 42}""");
        var rows = answer.get("emissions")
                .valueStream()
                .map(row -> {
                    var values = new float[row.size()];
                    for (int v = 0; v < values.length; v++) {
                        values[v] = row.get(v).floatValue();
                    }
                    return values;
                })
                .toArray(float[][]::new);
        var target = Vocabulary.ofEnglish().labels("hello you");
        double logLikelihood = new LogForward()
                .logLikelihood(
                        Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.LOGITS),
                        ExtendedTarget.of(target, answer.get("blank").asInt()));
        var lines = printed.lines().toList();
        assertThat(lines).as(printed).hasSizeGreaterThanOrEqualTo(3);
        // the mean of the loss over its 9 labels; both in float64, a thousand roundings or so apart
        assertThat(Double.parseDouble(lines.get(0))).isCloseTo(-logLikelihood / 9, within(1e-9));
        assertThat(lines.get(1)).isEqualTo("hello you");
        assertThat(String.join(" ", lines.subList(2, lines.size())))
                .contains("/utterances/0/target")
                .contains("é");
    }
}
