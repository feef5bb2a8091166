package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randn;

import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.testing.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the service, by its own front end, hears with an exported network what the training library hears. */
class SoundOnnxTests {

    private static final FusionWeights WEIGHTS = new FusionWeights(0.7, -0.5);

    @ParameterizedTest(name = "{0} samples, {1} layers, streams {2}, 16 bits {3}")
    @CsvSource({
        "16000, 2, false, false",
        "16000, 4, false, false",
        "4801, 2, false, true",
        "50000, 5, false, true",
        "16000, 2, true, false",
        "16000, 4, true, false",
        "4801, 2, true, true",
        "50000, 5, true, true",
        "200, 2, true, true"
    })
    void theServiceHearsWhatTheTrainingLibraryHears(int samples, int layers, boolean streams, boolean half)
            throws OnnxRuntimeException, NetworkFaultException {
        manual_seed(7);
        var network = new SoundNetwork(new SoundShape(4, layers, 12, SpeechAlphabet.SIZE, streams ? 3 : 0, streams));
        network.train(true);
        for (int i = 0; i < 5; i++) { // so that batch norm has a mean and a variance of its own
            network.forward(randn(3, 1, SoundShape.BANDS, 60));
        }
        SoundNetwork folded = FoldedNetwork.of(network, /* temperature= */ 1, half);
        var sound = new Random(samples).doubles(samples, -0.3, 0.3).toArray();
        var expected = new TorchSound(folded).emissions(sound);
        try (var service = ServiceSound.of(SoundOnnx.write(folded, WEIGHTS, half))) {
            assertThat(service.network().description().weights()).isEqualTo(WEIGHTS);
            assertThat(service.network().streaming().isPresent()).isEqualTo(streams);
            assertThat(service.network().description().secondsPerFrame()).isEqualTo(0.03);
            assertThat(ExportSpeech.farthest(expected, service.emissions(sound), false))
                    .isLessThan(2e-4);
        }
        if (!half) {
            assertThat(ExportSpeech.farthest(new TorchSound(network).emissions(sound), expected, false))
                    .isLessThan(2e-4); // batch norm is worked in
        }
    }

    @ParameterizedTest(name = "{0} layers, streams {1}")
    @CsvSource({"2, false", "4, false", "2, true", "4, true"})
    void trainingGoesOnFromAFile(int layers, boolean streams) {
        manual_seed(8);
        var trained = new SoundNetwork(new SoundShape(4, layers, 12, SpeechAlphabet.SIZE, streams ? 3 : 0, streams));
        trained.train(true);
        for (int i = 0; i < 5; i++) {
            trained.forward(randn(3, 1, SoundShape.BANDS, 60));
        }
        SoundNetwork folded = FoldedNetwork.of(trained, /* temperature= */ 2, /* half= */ false);
        SoundNetwork read = SoundOnnxReader.read(SoundOnnx.write(folded, WEIGHTS, /* half= */ false), 2);
        var random = new Random(5);
        var input = new float[3 * SoundShape.BANDS * 60];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) (2 + random.nextGaussian()); // of another mean than what batch norm has seen
        }
        var memory = new FloatPointer(input);
        Tensor x = from_blob(memory, 3, 1, SoundShape.BANDS, 60);
        trained.eval();
        float[] said = CtcGradient.values(trained.forward(x).detach());
        read.eval();
        assertThat(CtcGradient.values(read.forward(x).detach())).containsExactly(said, within(1e-4f));

        read.calibrateBatchNorm(List.of(new Batch(new long[] {3, 1, SoundShape.BANDS, 60}, input, List.of())));
        read.eval();
        assertThat(CtcGradient.values(read.forward(x).detach())).containsExactly(said, within(1e-4f));
        read.train(true);
        assertThat(CtcGradient.values(read.forward(x).detach())).containsExactly(said, within(1e-3f));
        trained.train(true);
        assertThat(CtcGradient.values(trained.forward(x).detach())).isNotEqualTo(said);
        memory.close();
    }

    @Test
    void trainingGoesOnFromNoOtherFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("other.onnx"), new OnnxFile().bytes());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoundOnnxReader.read("interpolate", file, 1))
                .withMessage("interpolate=" + file + ": no ONNX file that speech-export wrote");
        assertThatIllegalArgumentException().isThrownBy(() -> SoundOnnxReader.read(new byte[] {1, 2, 3}, 1));
    }
}
