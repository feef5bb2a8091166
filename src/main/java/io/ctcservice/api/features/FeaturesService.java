package io.ctcservice.api.features;

import io.ctcservice.audio.FeatureExtractor;
import io.ctcservice.audio.SpectralFeatures;
import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.audio.WavFormatException;
import io.ctcservice.audio.WavReader;
import io.ctcservice.wire.Limits;
import io.ctcservice.wire.RefusedRequestException;
import io.ctcservice.wire.UnreadableBodyException;
import io.ctcservice.wire.Violation;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Service;

/** Makes features of sounds. Stateless. */
@Service
final class FeaturesService {

    private final Limits limits;

    FeaturesService(Limits limits) {
        this.limits = limits;
    }

    /** Returns the features of a WAV file; refuses what is none, or too long. */
    SpectralFeatures features(InputStream wav, SpectralSettings settings) throws IOException {
        long maxFrames = Math.min(limits.maxFrames(), Math.max(1, limits.maxFeatureValues() / settings.dimension()));
        try {
            return new FeatureExtractor(settings, (int) maxFrames).extract(WavReader.open(wav));
        } catch (WavFormatException refused) {
            var violation = new Violation("", String.valueOf(refused.getMessage()));
            if (refused.isWellFormed()) {
                throw new RefusedRequestException(violation.pointer(), violation.detail());
            }
            throw new UnreadableBodyException(violation);
        }
    }
}
