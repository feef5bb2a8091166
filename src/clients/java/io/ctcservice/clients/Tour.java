package io.ctcservice.clients;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.testing.BruteForce;
import io.ctcservice.testing.TinyCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/**
 * The output that the programs in {@code src/clients/tour} must have, whatever their language: they all send the same 3
 * frames of 3 classes. The numbers are summed here over all 27 paths.
 */
final class Tour {

    static final Path PROGRAMS = Path.of("src/clients/tour");

    private static final Offset<Double> FLOAT_ROUNDING = within(1e-6); // emissions and gradients are float32, near 1

    private final TinyCase tiny = new TinyCase(
            Emissions.of(
                    FloatMatrix.ofRows(
                            new float[] {0.1f, -2.3f, 1.2f}, new float[] {1, 0, -0.5f}, new float[] {-1, 2, 0.3f}),
                    ScoreKind.LOGITS),
            ExtendedTarget.of(Labels.of(0, 1), 2));

    private final Map<String, String> printed;

    Tour(String printed) {
        this.printed = printed.lines()
                .map(line -> line.split(" ", 2))
                .collect(toMap(words -> words[0], words -> words.length > 1 ? words[1] : ""));
    }

    void requireRight() {
        assertThat(value("vocabularies").split(",")).contains("english");
        assertThat(value("languageModels")).isEqualTo("0");
        requireLosses();
        requireReadings();
        requirePlaces();
        requireProblem();
    }

    private void requireLosses() {
        assertThat(number("loss")).isCloseTo(-Math.log(BruteForce.probability(tiny)), FLOAT_ROUNDING);
        assertThat(value("infer.output")).isEqualTo("loss");
        assertThat(number("infer.loss")).isCloseTo(number("loss"), FLOAT_ROUNDING); // float32 there
        assertThat(value("loss.id")).isEqualTo("one");
        var expected = new ArrayList<Double>();
        double[][] occupancy = BruteForce.occupancy(tiny);
        for (int t = 0; t < 3; t++) {
            for (int v = 0; v < 3; v++) {
                expected.add(Math.exp(tiny.emissions().logProb(t, v)) - occupancy[t][v]);
            }
        }
        assertThat(Stream.of(value("loss.gradient").split(",")).map(Double::valueOf))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b))
                .isEqualTo(expected);
        assertThat(value("infeasible")).isEqualTo("1");
        assertThat(value("infeasible.loss")).isEqualTo("null");
        assertThat(value("infeasible.reason")).isEqualTo("tooFewFrames");
    }

    private void requireReadings() {
        assertThat(value("decode.hypotheses")).isEqualTo("2");
        assertThat(value("decode.text")).isEqualTo("ab");
        assertThat(number("decode.logProb")).isCloseTo(Math.log(BruteForce.probability(tiny)), FLOAT_ROUNDING);
        assertThat(number("decode.hotwords")).isEqualTo(3);
        assertThat(value("decode.tokens")).isEqualTo("a12,b23");
    }

    private void requirePlaces() {
        assertThat(number("align.logProb")).isCloseTo(Math.log(BruteForce.bestPathProbability(tiny)), FLOAT_ROUNDING);
        assertThat(value("align.words")).isEqualTo("ab");
        assertThat(value("spot")).isEqualTo("0:1-3");
    }

    private void requireProblem() {
        assertThat(List.of(value("refused.code"), value("refused.status"), value("refused.pointer")))
                .containsExactly("422", "422", "/utterances/0/target");
        assertThat(value("refused.detail")).contains("c");
    }

    private double number(String name) {
        return Double.parseDouble(value(name));
    }

    String value(String name) {
        return Objects.requireNonNull(printed.get(name), () -> "no " + name + " in " + printed);
    }
}
