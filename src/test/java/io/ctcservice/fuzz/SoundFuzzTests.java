package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.file.SoundFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalInt;

/** Sound files of any kind: refused as documented, or finite samples, as many as are taken at most. */
final class SoundFuzzTests {

    private static final double SECONDS = 2;

    @FuzzTest
    void refusesAsDocumentedOrGivesFiniteSamples(byte[] file) throws IOException {
        BoundedMemory.check(file, 1000, () -> {
            try {
                var found =
                        SoundFiles.open(new ByteArrayInputStream(file), OptionalInt.empty(), SECONDS, "of the test");
                var sound = Resampler.of(found, 16_000);
                var samples = new double[1000];
                long all = 0;
                for (int got = sound.read(samples, 0, 1000); got > 0; got = sound.read(samples, 0, 1000)) {
                    all += got;
                    for (int n = 0; n < got; n++) {
                        if (!Double.isFinite(samples[n])) {
                            fail("a sample is %s", samples[n]);
                        }
                    }
                }
                if (all > SECONDS * 16_000 + 2) {
                    fail("%d samples were taken", all);
                }
            } catch (SoundFormatException refused) {
                // as documented
            }
        });
    }
}
