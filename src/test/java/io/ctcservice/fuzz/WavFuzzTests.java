package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.audio.FeatureExtractor;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.audio.WavReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A fuzz test of WAV files: each is refused as documented, or gives finite features. */
final class WavFuzzTests {

    private static final SpectralSettings SETTINGS =
            new SpectralSettings(SpectralSettings.Kind.MFCC, 40, 13, SpectralSettings.Normalization.MEAN_VARIANCE);

    @FuzzTest
    void refusesAsDocumentedOrMakesFiniteFeatures(byte[] file) throws IOException {
        BoundedMemory.check(file, 1000, () -> {
            try {
                var sound = WavReader.open(new ByteArrayInputStream(file));
                var features =
                        new FeatureExtractor(SETTINGS, 1000).extract(sound).features();
                for (float value : features.toArray()) {
                    if (!Float.isFinite(value)) {
                        fail("a feature is %s", value);
                    }
                }
            } catch (SoundFormatException refused) {
                // as documented
            }
        });
    }
}
