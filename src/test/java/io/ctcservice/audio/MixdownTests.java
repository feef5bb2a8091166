package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what an average of channels loses: channels are factors of one voice, noise of their own beside it. */
final class MixdownTests {

    private static final int SAMPLES = 8000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 -1 | 0 | its channels cancel each other, as where one has the opposite polarity: nothing is left in the average of 2 channels",
                "0.5 -1 | 0.003 | its channels cancel each other, as where one has the opposite polarity: the average of 2 channels is 12 dB weaker than channel 1",
                "1 -1 | 0.1 | its channels cancel each other, as where one has the opposite polarity: the average of 2 channels is 23 dB weaker than channel 0",
                "1 0 | 0 | channel 1 is silent: the average of 2 channels is 6 dB weaker than channel 0",
                "0 1 | 0.0001 | channel 0 is silent: the average of 2 channels is 6 dB weaker than channel 1",
                "0 0 1 0 | 0 | channels 0, 1, 3 are silent: the average of 4 channels is 12 dB weaker than channel 2",
            })
    void whatTheAverageLosesIsNamed(String factors, double noise, String detail) throws IOException {
        assertThat(mixed(factors, noise, OptionalInt.empty()).remarks())
                .extracting(SoundRemark::detail)
                .containsExactly(detail);
        assertThat(read(factors, noise, OptionalInt.empty()).remarks())
                .extracting(SoundRemark::detail)
                .containsExactly(detail);
    }

    /** Independent voices, a voice to one side, a silent low-frequency channel, and silence are as they should be. */
    @ParameterizedTest
    @CsvSource({"1, 0", "1 1, 0", "0 0, 0.3", "1 0.1, 0.01", "1 0.03, 0", "1 -0.3, 0.5", "1 1 1 0 1 1, 0", "0 0, 0"})
    void whatKeepsASoundHasNoRemark(String factors, double noise) throws IOException {
        assertThat(mixed(factors, noise, OptionalInt.empty()).remarks()).isEmpty();
        assertThat(read(factors, noise, OptionalInt.empty()).remarks()).isEmpty();
    }

    @Test
    void aChannelAloneHasNoRemark() throws IOException {
        assertThat(mixed("1 -1", 0, OptionalInt.of(1)).remarks()).isEmpty();
        assertThat(read("1 -1", 0, OptionalInt.of(1)).remarks()).isEmpty();
    }

    @Test
    void theLoudestChannelIsTheBetterOne() throws IOException {
        assertThat(read("0.5 -1", 0.003, OptionalInt.empty()).remarks())
                .extracting(SoundRemark::better)
                .containsExactly(OptionalInt.of(1));
    }

    @ParameterizedTest
    @CsvSource({
        "320, 0, channel 1 is channel 0 again 20 ms later: the average of both has an echo",
        "0, 1600, channel 0 is channel 1 again 100 ms later: the average of both has an echo"
    })
    void aChannelThatIsAnEchoOfTheOtherIsNamed(int delayOfFirst, int delayOfSecond, String detail) throws IOException {
        double[][] voice = channels("1", 0);
        var channels = new double[2][SAMPLES];
        System.arraycopy(voice[0], 0, channels[0], delayOfSecond, SAMPLES - delayOfSecond);
        System.arraycopy(voice[0], 0, channels[1], delayOfFirst, SAMPLES - delayOfFirst);
        var remarks = mixed(channels, OptionalInt.empty()).remarks();
        assertThat(remarks).extracting(SoundRemark::detail).containsExactly(detail);
        assertThat(remarks.getFirst().better()).hasValue(delayOfSecond > 0 ? 1 : 0);
        assertThat(mixed(channels, OptionalInt.of(0)).remarks()).isEmpty();
    }

    /** An offset of the converter is no sound. */
    @Test
    void aConstantChannelIsSilent() throws IOException {
        double[][] channels = channels("1 0", 0);
        Arrays.fill(channels[1], 0.2);
        assertThat(mixed(channels, OptionalInt.empty()).remarks())
                .extracting(SoundRemark::detail)
                .containsExactly("channel 1 is silent: the average of 2 channels is 6 dB weaker than channel 0");
    }

    private static double[][] channels(String factors, double noise) {
        var parsed = List.of(factors.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        var random = new Random(1);
        var channels = new double[parsed.length][SAMPLES];
        for (int n = 0; n < SAMPLES; n++) {
            double voice = Math.round(random.nextGaussian() * 3000) / 32768.0;
            for (int c = 0; c < parsed.length; c++) {
                channels[c][n] = parsed[c] * voice + noise * random.nextGaussian() * 3000 / 32768.0;
            }
        }
        return channels;
    }

    private static Sound mixed(String factors, double noise, OptionalInt channel) throws IOException {
        return mixed(channels(factors, noise), channel);
    }

    private static Sound mixed(double[][] channels, OptionalInt channel) throws IOException {
        return whole(MixedSound.of(new OneBlock(channels), channel));
    }

    private static Sound read(String factors, double noise, OptionalInt channel) throws IOException {
        double[][] channels = channels(factors, noise);
        var data = ByteBuffer.allocate(4 * SAMPLES * channels.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < SAMPLES; n++) {
            for (double[] one : channels) {
                data.putFloat((float) one[n]);
            }
        }
        byte[] file = WavFile.of(3, channels.length, 16_000, 32, data.array());
        return whole(WavReader.open(new ByteArrayInputStream(file), channel));
    }

    private static Sound whole(Sound sound) throws IOException {
        assertThat(sound.read(new double[SAMPLES + 1], 0, SAMPLES + 1)).isEqualTo(SAMPLES);
        return sound;
    }

    /** All samples in one block. */
    private static final class OneBlock implements SoundBlocks {

        private final double[][] channels;
        private boolean isRead = false;

        OneBlock(double[][] channels) {
            this.channels = channels;
        }

        @Override
        public int sampleRate() {
            return 16_000;
        }

        @Override
        public int channels() {
            return channels.length;
        }

        @Override
        public int next() {
            int length = isRead ? 0 : SAMPLES;
            isRead = true;
            return length;
        }

        @Override
        public double sample(int channel, int index) {
            return channels[channel][index];
        }
    }
}
