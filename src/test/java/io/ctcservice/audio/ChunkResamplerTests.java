package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that sound in chunks is resampled as sound in one piece is. */
final class ChunkResamplerTests {

    @ParameterizedTest(name = "{0} to {1} Hz in chunks of {2}")
    @CsvSource({
        "8000,16000,160",
        "48000,16000,1",
        "44100,16000,441",
        "16000,16000,7",
        "44099,16000,5000",
        "4000,16000,10001"
    })
    void chunksGiveTheSamplesOfTheWhole(int from, int to, int chunk) throws IOException {
        var sound = new Random(5).doubles(10_001, -1, 1).toArray();
        var whole = new double[(int) (10_001L * to / from) + 10];
        int count = Resampler.of(Sound.of(from, sound), to).read(whole, 0, whole.length);

        var resampler = new ChunkResampler(from, to);
        var made = new double[0];
        for (int at = 0; at < sound.length; at += chunk) {
            made = joined(made, resampler.accept(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + chunk))));
        }
        made = joined(made, resampler.end());

        assertThat(made).containsExactly(Arrays.copyOf(whole, count));
    }

    private static double[] joined(double[] one, double[] other) {
        var joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }
}
