package io.ctcservice.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A network that recognises the tones of {@link ToneNetwork} while they are heard: it looks at one row of a bank of 40 filters every
 * 10 ms, and at which of three of them stands out. Its state is one that it carries on without use.
 */
public final class StreamingToneNetwork {

    private static final int BANDS = 40;

    /** The filters that 1000, 2000 and 3000 Hz fall into. */
    private static final int[] TONES = {13, 21, 26};

    private StreamingToneNetwork() {}

    /** Returns the network, with the blank at 0. */
    static OnnxFile file() {
        var weights = new float[4 * BANDS];
        for (int tone = 0; tone < 3; tone++) {
            for (int near = -1; near <= 1; near++) {
                weights[(tone + 1) * BANDS + TONES[tone] + near] = 1;
            }
        }
        return new OnnxFile()
                .input("x", OnnxFile.FLOAT, 1, BANDS, "T")
                .input("past", OnnxFile.FLOAT, 1, 1)
                .weights("w", weights, 4, BANDS, 1)
                .weights("b", new float[] {10, 0, 0, 0}, 4)
                .node("Identity past -> past_next")
                .node("ReduceMean x -> mean", "axes", new int[] {1})
                .node("Sub x,mean -> above")
                .node("Conv above,w,b -> logits", "kernel_shape", new int[] {1})
                .node("Transpose logits -> y", "perm", new int[] {0, 2, 1})
                .output("y", OnnxFile.FLOAT, 1, "F", 4)
                .output("past_next", OnnxFile.FLOAT, 1, 1);
    }

    /** Writes the network into a folder, and registers it under a name. */
    public static void register(String name, Path folder, DynamicPropertyRegistry registry) throws IOException {
        writeTo(folder);
        String key = "ctc.networks." + name + ".";
        registry.add(key + "location", folder::toString);
        registry.add(key + "blank", () -> "0");
        registry.add(key + "sound.form", () -> "filter-bank");
        registry.add(key + "sound.sample-rate", () -> "16000");
        registry.add(key + "sound.bands", () -> BANDS);
    }

    /** Writes the network and its symbols into a folder. */
    public static void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), file().bytes());
        Files.writeString(folder.resolve("tokens.txt"), "<pad> 0\na 1\nb 2\nc 3\n");
    }

    /** Returns samples of {@link ToneNetwork#sound} as 16-bit integers, little-endian. */
    public static byte[] pcm16(double[] samples) {
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : samples) {
            bytes.putShort((short) Math.round(32767 * sample));
        }
        return bytes.array();
    }
}
