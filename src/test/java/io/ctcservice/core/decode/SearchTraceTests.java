package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.SearchTrace.Prefix;
import io.ctcservice.core.decode.SearchTrace.Step;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.TinyCase;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SearchTraceTests {

    private static final Labels NOTHING = Labels.of();
    private static final Labels A = Labels.of(1);
    private static final Labels B = Labels.of(2);

    /** The toy of Hannun 2017: p(ε) = .6, p(a) = .4 in both frames. */
    @Test
    void tellsInWhichPrefixesTwoWaysMeet() {
        var steps = trace(2, new float[] {.6f, .4f}, new float[] {.6f, .4f});

        assertThat(steps).hasSize(2);
        assertThat(steps.get(0).kept()).extracting(Prefix::labels).containsExactly(NOTHING, A);
        assertThat(steps.get(0).kept()).noneMatch(Prefix::merged);
        assertThat(steps.get(1).kept()).extracting(Prefix::labels).containsExactly(A, NOTHING);
        assertThat(steps.get(1).kept()).extracting(Prefix::merged).containsExactly(true, false); // .40 and .24
        assertThat(steps.get(1).kept().getFirst().score()).isCloseTo(Math.log(.64), within(1e-7)); // float32
        assertThat(steps).allMatch(step -> step.pruned().isEmpty());
    }

    @Test
    void tellsWhatWasPrunedAndNotWhatLivesOnLongerByALabel() {
        // ε, a, b: after two frames a = .42 and ab = .28 are better than b = .18
        var steps = trace(2, new float[] {.1f, .7f, .2f}, new float[] {.5f, .1f, .4f}, new float[] {.01f, .01f, .98f});

        assertThat(steps.get(0).kept()).extracting(Prefix::labels).containsExactly(A, B);
        assertThat(steps.get(1).kept()).extracting(Prefix::labels).containsExactly(A, Labels.of(1, 2));
        assertThat(steps.get(1).pruned()).containsExactly(B);
        assertThat(steps.get(2).kept()).extracting(Prefix::labels).startsWith(Labels.of(1, 2));
        assertThat(steps.get(2).pruned()).isEmpty();
    }

    @Test
    void endsWithTheReadingsOfTheSearchAndStopsWhereItIsToldTo() {
        var emissions = TinyCase.random(new Random(7), 12, 5, 0, 0).emissions();
        var decoder = decoder(16);

        var steps = decoder.trace(emissions, 200);

        var best = decoder.decode(emissions).getFirst();
        assertThat(steps).hasSize(12);
        assertThat(steps.getLast().kept().getFirst().labels()).isEqualTo(best.labels());
        assertThat(decoder.trace(emissions, 5)).isEqualTo(steps.subList(0, 5));
    }

    private static List<Step> trace(int width, float[]... rows) {
        return decoder(width).trace(Emissions.of(FloatMatrix.ofRows(rows), ScoreKind.PROBS), 200);
    }

    private static PrefixBeamDecoder decoder(int width) {
        return new PrefixBeamDecoder(new LogForward(), 0, BeamSettings.unpruned(width, 1), Optional.empty());
    }
}
