package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests of the n-best lists of real lines. */
class RealNBestTests {

    private static final BeamSettings TWENTY = new BeamSettings(64, 20, -5, -10);
    private static final double ROUNDING = 1e-9;

    @Tag("slow")
    @Test
    void theHypothesesOfRealLinesAreDistinctSortedAndExact() throws IOException {
        SharedData data = SharedData.require();
        NgramLanguageModel model;
        try (var file = Files.newInputStream(data.file("lm/en-us-pruned-3gram.arpa"))) {
            model = NgramLanguageModel.read(file);
        }
        var fusion = LanguageModelFusion.spelled(
                model, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS);
        var perSet = data.items().stream().collect(Collectors.groupingBy(SharedData.Item::set));
        for (List<SharedData.Item> items : perSet.values()) {
            for (SharedData.Item item : items.subList(0, Math.min(4, items.size()))) {
                check(item, Optional.empty());
                check(item, Optional.of(fusion));
            }
        }
    }

    private static void check(SharedData.Item item, Optional<LanguageModelFusion> fusion) {
        var grouping = WordGrouping.of(item.vocabulary());
        Optional<Guidance> guidance =
                fusion.map(given -> new Guidance(grouping, fusion, Optional.empty(), Optional.empty()));
        Emissions emissions = item.emissions();
        var decoder = new PrefixBeamDecoder(
                new LogForward(), item.blank(), TWENTY, guidance, Optional.of(grouping), Long.MAX_VALUE);
        List<Hypothesis> read = decoder.decode(emissions);
        assertThat(read).as(item.toString()).isNotEmpty();
        assertThat(read.stream().map(one -> grouping.text(one.labels()).replace(" ", "")))
                .as(item.toString())
                .doesNotHaveDuplicates();
        assertThat(read)
                .isSortedAccordingTo(
                        Comparator.comparingDouble(Hypothesis::score).reversed());
        for (Hypothesis one : read) {
            double exact = new LogForward().logLikelihood(emissions, ExtendedTarget.of(one.labels(), item.blank()));
            assertThat(one.logProb()).isCloseTo(exact, within(ROUNDING));
            assertThat(one.parts().acoustic()).isLessThanOrEqualTo(exact + ROUNDING);
            assertThat(one.parts().total()).isEqualTo(one.score());
        }
    }
}
