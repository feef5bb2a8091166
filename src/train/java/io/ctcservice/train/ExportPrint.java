package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.train.print.Grey;
import io.ctcservice.train.print.PrintAlphabet;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Writes the averaged weights of the last checkpoint as an ONNX file, after checking that its output equals the network's. */
final class ExportPrint {

    /** The largest accepted difference from the log-probabilities of the training library, in 95 of 100 lines. */
    private static final double TOLERANCE = 1e-3;

    /** The same in any line: where the output is ambiguous, recurrent layers amplify differences in rounding. */
    private static final double TOLERANCE_OF_ALL = 0.05;

    private ExportPrint() {}

    public static void main(String[] arguments) throws Exception {
        Program.EXPORT.main(arguments, ExportPrint::run);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Settings settings) throws IOException, OnnxRuntimeException, NetworkFaultException {
        set_num_threads(1);
        Path checkpoint = new Checkpoints(settings.path("folder"))
                .last()
                .orElseThrow(() -> new IOException("folder=" + settings.path("folder") + " holds no checkpoint"));
        PrintNetwork network =
                Checkpoints.average(checkpoint, new PrintNetwork(settings.shape(new PrintAlphabet().size())));
        TestLines lines = TestLines.made("", TrainPrint.maker(settings, true), settings.number("lines"), true);
        if (lines.lines().isEmpty()) {
            throw new IllegalArgumentException("lines=0; expected some to try the file with");
        }
        PrintNetwork rounded = FoldedNetwork.of(network, /* half= */ true);
        byte[] file = PrintOnnx.write(rounded, /* half= */ true);
        try (var onnx = OnnxLines.of(file)) {
            double[] off = differences(lines, new TorchLines(rounded), onnx, false);
            double ofMost = off[(int) (0.95 * (off.length - 1))];
            double ofAll = off[off.length - 1];
            System.out.printf(
                    Locale.ROOT,
                    "step %d: 95 of 100 lines within %.1e of the training library in log-probability, all within %.1e; "
                            + "rounding moves probabilities by %.1e at most%n",
                    Checkpoints.step(checkpoint),
                    ofMost,
                    ofAll,
                    Arrays.stream(differences(lines, new TorchLines(network), onnx, true))
                            .max()
                            .orElse(0));
            if (!(ofMost <= TOLERANCE && ofAll <= TOLERANCE_OF_ALL)) { // NaN is no likeness
                throw new IOException("the file does not say what the network says");
            }
        }
        Files.write(settings.path("file"), file);
        System.out.printf("%s: %,d bytes%n", settings.path("file"), file.length);
        if (!settings.text("picture").isEmpty()) {
            writeCase(settings.file("picture"), new TorchLines(rounded), settings.path("case"));
        }
    }

    /** Writes a test case for the service: the input of a picture, and the scores that the training library computes. */
    private static void writeCase(Path picture, LineNetwork network, Path file) throws IOException {
        FloatMatrix ink = LineReader.ink(Grey.read(picture));
        Emissions said = network.emissions(ink.borrowArray(), ink.columns());
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(ink.columns());
            for (float value : ink.borrowArray()) {
                out.writeFloat(value);
            }
            out.writeInt(said.vocabSize());
            for (int t = 0; t < said.frames(); t++) {
                for (int v = 0; v < said.vocabSize(); v++) {
                    out.writeFloat((float) said.logProb(t, v));
                }
            }
        }
    }

    /** Returns the largest difference between the two in each line, in log-probability or in probability, in rising order. */
    private static double[] differences(TestLines lines, LineNetwork first, LineNetwork second, boolean probability) {
        return lines.lines().stream()
                .mapToDouble(line -> {
                    Emissions one = new LineReader(first).emissions(line.picture());
                    Emissions other = new LineReader(second).emissions(line.picture());
                    return ExportSpeech.farthest(one, other, probability);
                })
                .sorted()
                .toArray();
    }
}
