package io.ctcservice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.SharedData;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that run each benchmark of the decoders once, and check that TensorFlow reads the same where it computes the
 * same.
 */
class DecodeBenchmarkTests {

    @Test
    void greedyReadsWhatTensorFlowReads() {
        var greedy = new GreedyBenchmark();
        greedy.shape = "3x60x97x20";
        greedy.setUp();
        assertThat(greedy.labels()).hasSize(3 * 20).isEqualTo(greedy.tensorFlowLabels());
        // TensorFlow sums 180 logits of about 12 in float32
        assertThat(greedy.bestPath()).isCloseTo(-greedy.tensorFlow(), within(1e-2));
        // sums are compiled anew in between, in another order
        assertThat(greedy.decodeFromLogits())
                .isCloseTo(greedy.decode(), within(1e-9))
                .isNegative();
        greedy.tearDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 100})
    void theBeamFindsReadingsAsProbableAsTensorFlows(int width) {
        var beam = new BeamBenchmark();
        beam.shape = "3x60x29x20";
        beam.width = width;
        beam.setUp();
        // float32 in TensorFlow, which has the paths in its beam, as ours does here exactly: sums below 10
        assertThat(beam.unpruned()).isCloseTo(beam.tensorFlow(), within(1e-3));
        assertThat(beam.pruned()).isCloseTo(beam.unpruned(), within(1e-9));
        beam.tearDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "languageModel", "10 hotwords", "10000 hotwords"})
    void theGuidedBeamReadsEachLine(String guide) throws IOException {
        SharedData.require();
        var guided = new GuidedBeamBenchmark();
        guided.guide = guide;
        guided.setUp();
        assertThat(guided.decode()).isFinite();
    }

    @ParameterizedTest
    @ValueSource(strings = {"greedy", "nothing", "languageModel"})
    void aStreamReadsWhatIsReadInOneGo(String guide) throws IOException {
        SharedData.require();
        var stream = new StreamBenchmark();
        stream.guide = guide;
        stream.rows = 10;
        stream.setUp();
        assertThat(stream.stream()).isCloseTo(stream.atOnce(), within(1e-9)).isNegative();
    }

    @Test
    void theHypothesesOfAnNBestListAreAsProbableTogetherAsEachAlone() {
        var nBest = new NBestBenchmark();
        nBest.shape = "1x200x29x40";
        nBest.nBest = 10;
        nBest.setUp();
        assertThat(nBest.hypotheses()).isEqualTo(10);
        assertThat(nBest.shared()).isCloseTo(nBest.each(), within(1e-9));
        assertThat(nBest.decode()).isNegative();
    }
}
