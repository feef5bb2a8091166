package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randn;

import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.train.print.PrintAlphabet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintOnnxTests {

    private static PrintNetwork network;

    @BeforeAll
    static void makeNetwork() {
        manual_seed(7);
        network = new PrintNetwork(new PrintShape(List.of(8, 12, 16, 20), 2, 24, new PrintAlphabet().size()));
        network.train(true);
        for (int i = 0; i < 5; i++) { // so that batch norm has a mean and a variance of its own
            network.forward(randn(3, 1, PrintShape.HEIGHT, 64));
        }
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {16, 36, 600})
    void saysWhatTheTrainingLibrarySays(int width) throws OnnxRuntimeException, NetworkFaultException {
        PrintNetwork folded = FoldedNetwork.of(network, false);
        assertThat(farthest(width, network, PrintOnnx.write(folded, false))).isLessThan(1e-4); // float32
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {16, 36, 600})
    void saysWhatTheTrainingLibrarySaysWithRoundedWeights(int width)
            throws OnnxRuntimeException, NetworkFaultException {
        PrintNetwork rounded = FoldedNetwork.of(network, true);
        byte[] file = PrintOnnx.write(rounded, true);
        assertThat(farthest(width, rounded, file)).isLessThan(1e-4); // float32 but for the weights
        assertThat(farthest(width, network, file)).isLessThan(2e-2); // weights are off by 1 in 2048 at most
    }

    @Test
    void isHalfAsLargeWithWeightsOf16Bits() {
        PrintNetwork folded = FoldedNetwork.of(network, true);
        assertThat(PrintOnnx.write(folded, true).length)
                .isLessThan((int) (0.62 * PrintOnnx.write(folded, false).length));
    }

    private static double farthest(int width, PrintNetwork library, byte[] file)
            throws OnnxRuntimeException, NetworkFaultException {
        var ink = new float[PrintShape.HEIGHT * width];
        var random = new Random(width);
        for (int i = 0; i < ink.length; i++) {
            ink[i] = random.nextFloat();
        }
        Emissions expected = new TorchLines(library).emissions(ink, width);
        double farthest = 0;
        try (var onnx = OnnxLines.of(file)) {
            Emissions actual = onnx.emissions(ink, width);
            assertThat(actual.frames()).isEqualTo(width / PrintShape.COLUMNS_PER_FRAME);
            for (int t = 0; t < actual.frames(); t++) {
                for (int v = 0; v < actual.vocabSize(); v++) {
                    farthest = Math.max(farthest, Math.abs(expected.logProb(t, v) - actual.logProb(t, v)));
                }
            }
        }
        return farthest;
    }
}
