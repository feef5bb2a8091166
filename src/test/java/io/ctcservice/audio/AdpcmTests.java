package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on blocks that were worked out by hand; those of other programs are in {@link WavProgramsTests}. */
final class AdpcmTests {

    private static final int IMA = 0x11;
    private static final int MICROSOFT = 2;

    /** The steps are 7, 9, 11 (each two up) and 10 (one down). */
    @Test
    void imaAddsDifferencesOfGrowingSteps() throws IOException {
        byte[] block = state(100, 0).put(nibbles(4, 12, 0, 6, 0, 0, 0, 0)).array();
        assertThat(read(ima(1, 8, block), 0)).startsWith(100, 107, 97, 98, 114).hasSize(9);
    }

    @Test
    void imaClampsWhatIsTooLoud() throws IOException {
        byte[] block = state(32_000, 88).put(nibbles(7, 15, 7, 7, 0, 0, 0, 0)).array();
        assertThat(read(ima(1, 8, block), 0)).startsWith(32_000, 32_767, -28_669, 32_767, 32_767);
    }

    @Test
    void imaPutsEightSamplesOfEachChannelInTurn() throws IOException {
        var block = ByteBuffer.allocate(24)
                .put(state(10, 0).array(), 0, 4)
                .put(state(-10, 0).array(), 0, 4)
                .put(nibbles(4, 0, 0, 0, 0, 0, 0, 0))
                .put(nibbles(12, 0, 0, 0, 0, 0, 0, 0))
                .put(nibbles(0, 0, 0, 0, 0, 0, 0, 4))
                .put(nibbles(0, 0, 0, 0, 0, 0, 0, 12));
        byte[] file = ima(2, 24, block.array());
        assertThat(read(file, 0)).startsWith(10, 17).hasSize(17);
        assertThat(read(file, 1)).startsWith(-10, -17).hasSize(17);
    }

    /** A step starts at 16, and 230/256 of it is less, which counts as 16. The oldest sample comes first. */
    @Test
    void microsoftPredictsFromTwoSamples() throws IOException {
        byte[] block = WavFile.little(9)
                .put((byte) 0)
                .putShort((short) 16)
                .putShort((short) 100)
                .putShort((short) 50)
                .put((byte) 0x1f) // 1, then −1
                .put((byte) 0x40) // 4, then 0
                .array();
        // 2·100 − 50 + 16, 2·166 − 100 − 16, 2·216 − 166 + 4·16; the step is then 307/256 of 16
        assertThat(read(microsoft(block, 512, -256), 0)).containsExactly(50, 100, 166, 216, 330, 444);
    }

    @Test
    void theLastBlockEndsWhereTheHeaderSays() throws IOException {
        byte[] block = state(100, 0).put(new byte[4]).array();
        byte[] two = WavFile.join(block, block);
        assertThat(read(ima(1, 8, two), 0)).hasSize(18);
        assertThat(read(withFact(ima(1, 8, two), 11), 0)).hasSize(11);
        assertThat(read(withFact(ima(1, 8, two), 3), 0)).hasSize(18); // which cannot be
        assertThat(read(withFact(ima(1, 8, two), -1), 0)).hasSize(18);
        assertThat(read(ima(1, 8, Arrays.copyOf(two, 12)), 0)).hasSize(10); // a state alone
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7FFFFFFFFFFFFFFAL, 0x5000000000000000L, 1L << 50})
    void aSizeThatNoFileHasIsNotReached(long size) {
        byte[] ds64 = WavFile.chunk(
                "ds64", WavFile.little(28).putLong(0).putLong(size).array());
        byte[] file = WavFile.join(WavFile.riff(), ds64, format(IMA, 1, 8), WavFile.chunk("data", new byte[8]));
        System.arraycopy("RF64".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
        WavFile.overwrite(file, 4, -1);
        WavFile.overwrite(file, file.length - 12, -1);
        refuses(file, "the file ends inside its data chunk");
    }

    @Test
    void whatCannotBeIsNamed() {
        refuses(ima(1, 8, state(0, 89).put(new byte[4]).array()), "begins with the step 89; expected 0 to 88");
        refuses(ima(2, 7, new byte[7]), "blocks of 7 bytes, too few for ADPCM");
        refuses(ima(1, 0, new byte[7]), "blocks of 0 bytes, too few for ADPCM");
        byte[] second = {1, 16, 0, 0, 0, 0, 0, 0, 0};
        refuses(microsoft(second, 256, 0), "with the predictor 1; expected one of the 1 in its header");
        refuses(WavFile.of(MICROSOFT, 1, 8000, 4, new byte[9]), "without the coefficients of Microsoft ADPCM");
        refuses(WavFile.of(IMA, 1, 8000, 8, new byte[2]), "ADPCM of 8 bits; expected 4");
    }

    private static void refuses(byte[] file, String reason) {
        assertThatExceptionOfType(SoundFormatException.class)
                .isThrownBy(() -> read(file, 0))
                .withMessageContaining(reason);
    }

    private static ByteBuffer state(int sample, int step) {
        return WavFile.little(8).putShort((short) sample).put((byte) step).put((byte) 0);
    }

    /** Returns codes in pairs, the first of each in the low half. */
    private static byte[] nibbles(int... codes) {
        var bytes = new byte[codes.length / 2];
        for (int i = 0; i < codes.length; i++) {
            bytes[i / 2] |= (byte) (codes[i] << (4 * (i % 2)));
        }
        return bytes;
    }

    private static byte[] ima(int channels, int blockBytes, byte[] data) {
        return WavFile.join(WavFile.riff(), format(IMA, channels, blockBytes), WavFile.chunk("data", data));
    }

    private static byte[] microsoft(byte[] data, int first, int second) {
        byte[] extension = WavFile.little(10)
                .putShort((short) 8)
                .putShort((short) 6)
                .putShort((short) 1)
                .putShort((short) first)
                .putShort((short) second)
                .array();
        byte[] format = Arrays.copyOfRange(format(MICROSOFT, 1, 9), 8, 24);
        return WavFile.join(
                WavFile.riff(), WavFile.chunk("fmt ", WavFile.join(format, extension)), WavFile.chunk("data", data));
    }

    private static byte[] format(int tag, int channels, int blockBytes) {
        var format = ByteBuffer.wrap(WavFile.format(tag, channels, 8000, 4)).order(ByteOrder.LITTLE_ENDIAN);
        return WavFile.chunk("fmt ", format.putShort(12, (short) blockBytes).array());
    }

    private static byte[] withFact(byte[] file, int samples) {
        byte[] fact = WavFile.chunk("fact", WavFile.little(4).putInt(samples).array());
        return WavFile.join(Arrays.copyOf(file, 36), fact, Arrays.copyOfRange(file, 36, file.length));
    }

    private static int[] read(byte[] file, int channel) throws IOException {
        var sound = WavReader.open(new ByteArrayInputStream(file), OptionalInt.of(channel));
        var samples = new double[1000];
        int count = sound.read(samples, 0, 1000);
        return Arrays.stream(samples, 0, count)
                .mapToInt(sample -> (int) Math.round(32_768 * sample))
                .toArray();
    }
}
