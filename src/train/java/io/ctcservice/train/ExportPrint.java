package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import ai.onnxruntime.OrtException;
import io.ctcservice.core.Emissions;
import io.ctcservice.train.print.PrintAlphabet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the averaged weights of the last checkpoint as an ONNX file, after seeing that it says what the network said. */
final class ExportPrint {

    /** How far a log-probability may be from the training library's, with the same weights. */
    private static final double TOLERANCE = 1e-3;

    private ExportPrint() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, OrtException {
        set_num_threads(1);
        var settings = new Settings(arguments);
        Path checkpoint = new Checkpoints(settings.path("folder"))
                .last()
                .orElseThrow(() -> new IOException("no checkpoint in " + settings.path("folder")));
        PrintNetwork network = Checkpoints.average(checkpoint, settings.shape(new PrintAlphabet().size()));
        TestLines lines = TestLines.made("", TrainPrint.maker(settings, true), settings.number("lines"), true);
        double exact = farthest(lines, network, PrintOnnx.write(network, /* half= */ false), false);
        byte[] file = PrintOnnx.write(network, /* half= */ true);
        double rounded = farthest(lines, network, file, true);
        System.out.printf(
                Locale.ROOT,
                "step %d: float32 within %.1e of the training library in log-probability, float16 within %.1e in probability%n",
                Checkpoints.step(checkpoint),
                exact,
                rounded);
        if (exact > TOLERANCE) {
            throw new IOException("the file does not say what the network says");
        }
        Files.write(settings.path("file"), file);
        System.out.printf("%s: %,d bytes%n", settings.path("file"), file.length);
    }

    /** Returns the largest difference between the two in log-probability, or in probability. */
    private static double farthest(TestLines lines, PrintNetwork network, byte[] file, boolean probability)
            throws OrtException {
        double farthest = 0;
        try (var onnx = new OnnxLines(file)) {
            for (TestLines.Line line : lines.lines()) {
                Emissions expected = new LineReader(new TorchLines(network)).emissions(line.picture());
                Emissions actual = new LineReader(onnx).emissions(line.picture());
                for (int t = 0; t < expected.frames(); t++) {
                    for (int v = 0; v < expected.vocabSize(); v++) {
                        double a = expected.logProb(t, v);
                        double b = actual.logProb(t, v);
                        farthest = Math.max(farthest, Math.abs(probability ? Math.exp(a) - Math.exp(b) : a - b));
                    }
                }
            }
        }
        return farthest;
    }
}
