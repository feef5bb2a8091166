package io.ctcservice.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A network that recognises tones: 1000 Hz is an "a", 2000 Hz a "b", 3000 Hz a "c", quiet is the blank. It looks at 400
 * samples of 16 kHz every 320 with a filter for each tone, as wav2vec 2.0 does, and squares what comes out.
 */
public final class ToneNetwork {

    public static final int SAMPLE_RATE = 16_000;
    public static final int HOP = 320;
    public static final List<String> SYMBOLS = List.of("<pad>", "a", "b", "c");

    private static final int WINDOW = 400;

    private ToneNetwork() {}

    /** The order of the scores. */
    public enum Layout {
        NTV,
        TNV,
        NVT,
        TV
    }

    /** The kinds of scores. */
    public enum Scores {
        LOGITS,
        LOG_PROBS,
        PROBS
    }

    /** Returns the network, with the blank at 0 and open lengths. */
    public static OnnxFile file(Layout layout, Scores scores) {
        return file(layout, scores, 0, false);
    }

    /**
     * Returns the network.
     *
     * @param blank where the blank is
     * @param hasLengths whether it takes and gives lengths
     */
    public static OnnxFile file(Layout layout, Scores scores, int blank, boolean hasLengths) {
        var file = new OnnxFile()
                .input("samples", OnnxFile.FLOAT, "N", "S")
                .numbers("one", 1)
                .numbers("zero", 0)
                .weights("tones", tones(), 6, 1, WINDOW)
                .weights("pairs", pairs(blank), 4, 6, 1)
                .weights("bias", bias(blank), 4)
                .node("Unsqueeze samples,one -> x")
                .node("Conv x,tones -> swings", "strides", new int[] {HOP}, "kernel_shape", new int[] {WINDOW})
                .node("Mul swings,swings -> energies")
                .node("Conv energies,pairs,bias -> logits", "kernel_shape", new int[] {1});
        String last = switch (scores) {
            case LOGITS -> "logits";
            case LOG_PROBS -> "logProbs";
            case PROBS -> "probs";
        };
        if (scores != Scores.LOGITS) {
            file.node((scores == Scores.PROBS ? "Softmax" : "LogSoftmax") + " logits -> " + last, "axis", 1);
        }
        arrange(file, layout, last);
        if (hasLengths) {
            file.input("x_lens", OnnxFile.INT64, "N")
                    .numbers("rest", WINDOW - HOP)
                    .numbers("hop", HOP)
                    .node("Sub x_lens,rest -> kept")
                    .node("Div kept,hop -> y_lens")
                    .output("y_lens", OnnxFile.INT64, "N");
        }
        return file;
    }

    /** Writes the network and its symbols into a folder, as it may be registered, and returns the folder. */
    public static Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("model.onnx"), file(Layout.NTV, Scores.LOGITS).bytes());
        Files.writeString(folder.resolve("tokens.txt"), "<pad> 0\na 1\nb 2\nc 3\n");
        return folder;
    }

    /** Writes the network into a folder, and registers it as {@code tones}. */
    public static void register(Path folder, DynamicPropertyRegistry registry) throws IOException {
        writeTo(folder);
        registry.add("ctc.networks.tones.location", folder::toString);
        registry.add("ctc.networks.tones.preset", () -> "wav2vec2");
        registry.add("ctc.networks.tones.sound.normalization", () -> "none");
    }

    /** Returns the network, which practically never ends where it is given 10 s of sound or more. */
    public static OnnxFile endless() {
        var turn = new OnnxFile()
                .input("i", OnnxFile.INT64)
                .input("goesOn", OnnxFile.BOOL)
                .input("before", OnnxFile.FLOAT, 1)
                .node("Identity goesOn -> stillGoesOn")
                .node("Add before,before -> after")
                .output("stillGoesOn", OnnxFile.BOOL)
                .output("after", OnnxFile.FLOAT, 1);
        return file(Layout.NTV, Scores.LOGITS)
                .numbers("two", 2)
                .numbers("much", 10 * SAMPLE_RATE)
                .numbers("turns", 100_000_000_000L)
                .weights("start", new float[1], 1)
                .node("Shape samples -> sizes")
                .node("Slice sizes,one,two,zero -> length")
                .node("Div length,much -> isMuch")
                .node("Mul isMuch,turns -> times")
                .node("Loop times,,start -> end", "body", turn)
                .output("end", OnnxFile.FLOAT, 1);
    }

    private static void arrange(OnnxFile file, Layout layout, String last) {
        switch (layout) {
            case NTV ->
                file.node("Transpose " + last + " -> y", "perm", new int[] {0, 2, 1})
                        .output("y", OnnxFile.FLOAT, "N", "T", 4);
            case TNV ->
                file.node("Transpose " + last + " -> y", "perm", new int[] {2, 0, 1})
                        .output("y", OnnxFile.FLOAT, "T", "N", 4);
            case NVT -> file.node("Identity " + last + " -> y").output("y", OnnxFile.FLOAT, "N", 4, "T");
            case TV ->
                file.node("Transpose " + last + " -> turned", "perm", new int[] {0, 2, 1})
                        .node("Squeeze turned,zero -> y")
                        .output("y", OnnxFile.FLOAT, "T", 4);
        }
    }

    private static float[] tones() {
        var tones = new float[6 * WINDOW];
        for (int tone = 0; tone < 3; tone++) {
            double step = 2 * Math.PI * 1000 * (tone + 1) / SAMPLE_RATE;
            for (int n = 0; n < WINDOW; n++) {
                tones[2 * tone * WINDOW + n] = (float) (2 * Math.cos(step * n) / WINDOW);
                tones[(2 * tone + 1) * WINDOW + n] = (float) (2 * Math.sin(step * n) / WINDOW);
            }
        }
        return tones;
    }

    private static float[] pairs(int blank) {
        var pairs = new float[4 * 6];
        int tone = 0;
        for (int v = 0; v < 4; v++) {
            if (v != blank) {
                pairs[6 * v + 2 * tone] = 60;
                pairs[6 * v + 2 * tone + 1] = 60;
                tone++;
            }
        }
        return pairs;
    }

    private static float[] bias(int blank) {
        var bias = new float[4];
        bias[blank] = 5;
        return bias;
    }

    /** Returns the symbols with the blank at an index. */
    public static List<String> symbols(int blank) {
        var symbols = new ArrayList<>(SYMBOLS.subList(1, 4));
        symbols.add(blank, SYMBOLS.getFirst());
        return Collections.unmodifiableList(symbols);
    }

    /** Returns the sound of a text: each letter a tone of 0.1 s at half of full scale, followed by 0.1 s of quiet. */
    public static double[] sound(String text) {
        int part = SAMPLE_RATE / 10;
        var samples = new double[2 * part * text.length()];
        for (int i = 0; i < text.length(); i++) {
            double step = 2 * Math.PI * 1000 * (text.charAt(i) - 'a' + 1) / SAMPLE_RATE;
            for (int n = 0; n < part; n++) {
                samples[2 * part * i + n] = 0.5 * Math.sin(step * n);
            }
        }
        return samples;
    }
}
