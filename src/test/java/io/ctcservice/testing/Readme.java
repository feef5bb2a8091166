package io.ctcservice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The examples of the README, to be run as they stand there. */
public final class Readme {

    private static final Pattern ADDRESS = Pattern.compile("(127\\.0\\.0\\.1|localhost):8080");

    private Readme() {}

    /** Returns the blocks of code in a language, in order, with the service at a port of this machine. */
    public static List<String> examples(String language, int port) throws IOException {
        return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> ADDRESS.matcher(block.group(1)).replaceAll("127.0.0.1:" + port))
                .toList();
    }

    /**
     * Fails unless an example printed, of "hello you" as the trained model hears it: the loss, reckoned here by the plain
     * recursion; what is read; and the error for a character that is not in the vocabulary.
     */
    public static void requireHelloYou(String printed, int port) {
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
