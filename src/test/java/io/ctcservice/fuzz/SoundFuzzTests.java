package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.file.SoundFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalInt;

/** Sound files of any kind: refused as documented, or finite samples. */
final class SoundFuzzTests {

    private static final int MOST = 32_000; // samples that are read: a few bytes may be hours

    @FuzzTest
    void refusesAsDocumentedOrGivesFiniteSamples(byte[] file) throws IOException {
        BoundedMemory.check(file, 1000, () -> {
            try {
                var found = SoundFiles.open(new ByteArrayInputStream(file), OptionalInt.empty());
                var sound = Resampler.of(found, 16_000);
                var samples = new double[1000];
                long all = 0;
                for (int got = sound.read(samples, 0, 1000);
                        got > 0 && all < MOST;
                        got = sound.read(samples, 0, 1000)) {
                    all += got;
                    for (int n = 0; n < got; n++) {
                        if (!Double.isFinite(samples[n])) {
                            fail("a sample is %s", samples[n]);
                        }
                    }
                }
            } catch (SoundFormatException refused) {
                // as documented
            }
        });
    }
}
